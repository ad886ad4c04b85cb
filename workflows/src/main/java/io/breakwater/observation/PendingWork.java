package io.breakwater.observation;

/**
 * Something already under way that must end before a plan can be made.
 *
 * @param kind which system runs it
 * @param id job id, daemon operation id, VM id or volume id, by kind
 * @param what for people, such as {@code "AttachVolumeCmd on volume 5f3a…"}
 */
public record PendingWork(Kind kind, String id, String what) {
  /** Who is at work. */
  public enum Kind {
    CLOUDSTACK_JOB,
    DAEMON_OPERATION,
    /** A driver injection on the appliance; the id is the volume's. */
    INJECTOR,
    /** A VM that changes its state by itself, such as after a failed forced stop. */
    MACHINE_TRANSITION,
    /**
     * A snapshot being made or removed, or a volume in a passing state such as RevertSnapshotting.
     */
    VOLUME_TRANSITION
  }
}
