package io.breakwater.plan;

/** The step names that the old system wrote to {@code job_steps}; the GUI and reports know them. */
public enum StepName {
  VALIDATION("validation", "Pre-flight Validation"),
  SOURCE_POWER_OFF("source-vm-power-off", "Powering Off Source VM"),
  FINAL_SYNC("final-sync", "Final Data Synchronization"),
  STORAGE_MODE_FAILOVER("volume-mode-switch-failover", "Configuring Storage Mode"),
  SNAPSHOT_CREATION("multi-volume-snapshot-creation", "Creating Backup Snapshots"),
  DRIVER_INJECTION("virtio-driver-injection", "Preparing Drivers for Compatibility"),
  VM_CREATION("vm-creation", "Creating Destination VM"),
  VOLUME_ATTACHMENT("volume-attachment", "Attaching Storage Volumes"),
  VM_STARTUP("vm-startup-and-validation", "Starting and Validating VM"),
  STATUS_UPDATE("status-update", "Updating VM Status"),
  JOB_RETRIEVAL("failover-job-retrieval", "Retrieving Operation Details"),
  TEST_VM_SHUTDOWN("test-vm-shutdown", "Shutting Down Test VM"),
  VOLUME_DETACHMENT("volume-detachment", "Detaching Storage Volumes"),
  SNAPSHOT_CLEANUP("multi-volume-snapshot-cleanup", "Multi Volume Snapshot Cleanup"),
  VOLUME_REATTACHMENT("volume-reattachment-to-oma", "Restoring Storage Configuration"),
  TEST_VM_DELETION("test-vm-deletion", "Removing Test VM"),
  CONTEXT_STATUS("vm-context-status-update", "Finalizing VM State"),
  SOURCE_POWER_ON("source-vm-power-on", "Powering On Source VM"),
  MACHINE_RELEASE("destination-vm-release", "Releasing Destination VM");

  private final String wire;
  private final String display;

  StepName(String wire, String display) {
    this.wire = wire;
    this.display = display;
  }

  /** The name in {@code job_steps.name}. */
  public String wire() {
    return wire;
  }

  /** The name shown to operators. */
  public String display() {
    return display;
  }
}
