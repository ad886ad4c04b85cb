package io.breakwater.plan;

import java.util.Set;

/** What is known of a step by its type alone, from the activity interfaces. */
final class StepKinds {
  private static final Set<String> DAEMON =
      Set.of(
          "DetachFromAppliance",
          "AttachAsRoot",
          "AttachData",
          "DetachFromMachine",
          "AttachToAppliance");
  private static final Set<String> APPLIANCE =
      Set.of(
          "FlushDevices",
          "InjectDrivers",
          "CheckGuest",
          "PowerOffSource",
          "SyncSource",
          "PowerOnSource",
          "CloseReplication");
  private static final Set<String> INVENTORY =
      Set.of("HoldReplication", "RecordFailedOver", "RecordReady", "RecordCommitted");

  /** CloudStack answers these at once, and a flush leaves nothing behind that lives on. */
  private static final Set<String> SYNCHRONOUS =
      Set.of(
          "FlushDevices",
          "DeleteTemplateRoot",
          "ProtectMachine",
          "UnprotectMachine",
          "RecoverMachine",
          "ReleaseMachine",
          "CheckMachine",
          "CheckGuest",
          // A replication that goes on is seen as the context's job, not as work of ours.
          "PowerOffSource",
          "SyncSource",
          "PowerOnSource",
          "CloseReplication");

  private StepKinds() {}

  static StepQueue queueOf(Step step) {
    String type = step.type();
    if (DAEMON.contains(type)) {
      return StepQueue.DAEMON;
    }
    if (APPLIANCE.contains(type)) {
      return StepQueue.APPLIANCE;
    }
    return INVENTORY.contains(type) ? StepQueue.INVENTORY : StepQueue.CLOUDSTACK;
  }

  /** Whether the work can outlive the one who asked for it. */
  static boolean canBePending(Step step) {
    return !INVENTORY.contains(step.type()) && !SYNCHRONOUS.contains(step.type());
  }

  /** Whether a step changes nothing but records. */
  static boolean recordsOnly(Step step) {
    return INVENTORY.contains(step.type())
        || step instanceof Step.CheckMachine
        || step instanceof Step.CloseReplication;
  }
}
