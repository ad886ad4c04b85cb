package io.breakwater.plan;

/** Which workers can carry a step out. */
public enum StepQueue {
  /** Database only: task queue {@code breakwater}. */
  INVENTORY,
  /** CloudStack jobs: task queue {@code breakwater-cloudstack}. */
  CLOUDSTACK,
  /** Volume Daemon operations: task queue {@code breakwater-daemon}. */
  DAEMON,
  /** What only the appliance itself can do: task queue {@code breakwater-appliance-<vm id>}. */
  APPLIANCE
}
