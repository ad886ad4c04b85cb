package io.breakwater.operation;

import io.breakwater.plan.StepQueue;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;

/** Task queues and workflow ids: names that people, scripts and the gateway rely on. */
public final class Queues {
  /** Workflows and database activities. */
  public static final String MAIN = "breakwater";

  public static final String CLOUDSTACK = "breakwater-cloudstack";
  public static final String DAEMON = "breakwater-daemon";

  private Queues() {}

  /** The queue of what only this appliance can do. */
  public static String appliance(MachineId appliance) {
    return "breakwater-appliance-" + appliance;
  }

  /**
   * A queue like this one for workers of one appliance only.
   *
   * @param shared {@link #MAIN}, {@link #CLOUDSTACK} or {@link #DAEMON}
   */
  public static String own(String shared, MachineId appliance) {
    return shared + "-" + appliance;
  }

  /**
   * The task queue for a step.
   *
   * @param several whether the installation has more appliances than this one
   */
  public static String of(StepQueue queue, MachineId appliance, boolean several) {
    return switch (queue) {
      case INVENTORY -> of(MAIN, appliance, several);
      case CLOUDSTACK -> of(CLOUDSTACK, appliance, several);
      case DAEMON -> of(DAEMON, appliance, several);
      case APPLIANCE -> appliance(appliance);
    };
  }

  private static String of(String shared, MachineId appliance, boolean several) {
    return several ? own(shared, appliance) : shared;
  }

  /**
   * The workflow id of every operation on a VM: one id, so that there is one operation at a time.
   */
  public static String workflowId(ContextId context) {
    return "vm/" + context;
  }

  /** The workflow id of the timer that ends a test by itself. */
  public static String endOfTestId(OperationId operation) {
    return "end-of-test/" + operation;
  }

  /** The workflow id of a batch. */
  public static String batchId(String unique) {
    return "batch/" + unique;
  }

  /** The workflow id of one inspection. */
  public static String inspectId(ContextId context, String unique) {
    return "inspect/" + context + "/" + unique;
  }
}
