package io.breakwater.operation;

/** Failure types that workflows, activities and callers tell apart; part of the public contract. */
public final class Failures {
  /** Nothing was touched; the details say why. */
  public static final String REFUSED = "Refused";

  /** Another operation holds the VM; tried again until its lease ran out. */
  public static final String LEASE_HELD = "LeaseHeld";

  /** Another operation took the VM over: this one must not act any more. */
  public static final String LEASE_LOST = "LeaseLost";

  /** A condition of the plan no longer holds: observe again. */
  public static final String PRECONDITION = "PreconditionFailed";

  /** The operation runs under another workflow id than {@code vm/<contextId>}. */
  public static final String WRONG_WORKFLOW_ID = "WrongWorkflowId";

  public static final String UNKNOWN_VM = "UnknownVm";
  public static final String AMBIGUOUS_VM = "AmbiguousVm";
  public static final String OPERATION_RUNNING = "OperationRunning";

  /** Some VMs of a batch did not make it; the details say which. */
  public static final String BATCH_INCOMPLETE = "BatchIncomplete";

  /** What was waited for does not end by itself. */
  public static final String STILL_UNDER_WAY = "StillUnderWay";

  /** A deploy left a VM that cannot be used; an operation deploys only once. */
  public static final String DEPLOY_FAILED = "DeployFailed";

  /** Several appliances are active and the VM names none of them. */
  public static final String APPLIANCE_UNKNOWN = "ApplianceUnknown";

  /** The worker serves another appliance than the VM's, whose id is the detail. */
  public static final String OTHER_APPLIANCE = "OtherAppliance";

  /** No worker took what only a worker of the VM's appliance can do. */
  public static final String NO_WORKER = "NoWorker";

  private Failures() {}
}
