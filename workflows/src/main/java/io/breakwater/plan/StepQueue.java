package io.breakwater.plan;

/** Which workers can carry a step out. */
public enum StepQueue {
  /** Database only: task queue {@code breakwater}. */
  INVENTORY,
  /** CloudStack jobs: task queue {@code breakwater-cloudstack}. */
  CLOUDSTACK,
  /** Volume Daemon operations: task queue {@code breakwater-daemon}. */
  DAEMON,
  /**
   * What is done from the appliance: its devices, the tunnel to the VMA, the guests' networks. Task
   * queue {@code breakwater-appliance-<vm id>}.
   */
  APPLIANCE
}
