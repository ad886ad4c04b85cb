package io.breakwater.observation;

/**
 * Something already under way that must end before a plan can be made.
 *
 * @param kind which system runs it
 * @param id job id, daemon operation id, VM id, volume id or device, by kind
 * @param what for people, such as {@code "AttachVolumeCmd on volume 5f3a…"}
 */
public record PendingWork(Kind kind, String id, String what) {
  /** Who is at work. */
  public enum Kind {
    CLOUDSTACK_JOB("find out in CloudStack why the job does not end"),
    DAEMON_OPERATION("find out in the Volume Daemon's log why the operation does not end"),
    /** A driver injection on the appliance; the id is the volume's. */
    INJECTOR("look at the injection's log and its processes on the appliance"),
    /**
     * A process on the appliance that works on a disk and that nobody recorded, such as an
     * injection of the old system; the id is the device.
     */
    OTHER_PROCESS(
        "look at the process on the appliance; a recovery with endOldWork ends it, and reverts the"
            + " disk"),
    /** A VM that changes its state by itself, such as after a failed forced stop. */
    MACHINE_TRANSITION(
        "CloudStack waits for the power report of the VM's host: bring the host back, or have a root"
            + " administrator of CloudStack stop the VM; once it is Running or Stopped, start"
            + " again"),
    /**
     * A snapshot being made or removed, or a volume in a passing state such as RevertSnapshotting.
     */
    VOLUME_TRANSITION(
        "find out in CloudStack why the volume or its snapshot does not come to rest");

    private final String whenStuck;

    Kind(String whenStuck) {
      this.whenStuck = whenStuck;
    }

    /** What a person can do when it does not end. */
    public String whenStuck() {
      return whenStuck;
    }
  }
}
