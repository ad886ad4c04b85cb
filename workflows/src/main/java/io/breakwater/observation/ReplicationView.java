package io.breakwater.observation;

/**
 * Whether the source of the replica is quiet.
 *
 * @param activeJob a replication job that is pending, provisioning or replicating, or the context's
 *     {@code current_job_id}; null when none
 * @param everCompleted whether at least one replication job completed
 * @param lastSyncSucceeded whether the newest change-tracking record says so
 * @param look what else is known of the active job; null when there is none, or nobody looked
 * @param brokenOff the newest replication job, if it ended without completing: the disks may hold a
 *     mixture of two moments; null otherwise
 */
public record ReplicationView(
    String activeJob,
    boolean everCompleted,
    boolean lastSyncSucceeded,
    Look look,
    String brokenOff) {

  /** Without a look at the active job. */
  public ReplicationView(String activeJob, boolean everCompleted, boolean lastSyncSucceeded) {
    this(activeJob, everCompleted, lastSyncSucceeded, null, null);
  }

  /** The same with what was found of the active job. */
  public ReplicationView with(Look found) {
    return new ReplicationView(activeJob, everCompleted, lastSyncSucceeded, found, brokenOff);
  }

  /** Whether the job that the books call active is proven dead. */
  public boolean isDead() {
    return look != null && look.life() == Life.DEAD;
  }

  /** Whether nothing that could be asked says that the active job is at work. */
  public boolean isInDoubt() {
    return look != null && look.life() == Life.UNKNOWN;
  }

  /**
   * What is known of the active job beyond its row.
   *
   * @param found for people
   */
  public record Look(Life life, String found) {}

  /** Whether a replication is at work. */
  public enum Life {
    /** It moved lately, the VMA knows it, or the appliance serves it a disk. */
    AT_WORK,
    /**
     * Its row has not moved for long and the appliance serves it no disk, but the VMA, which runs
     * it, cannot be asked.
     */
    UNKNOWN,
    /** The same, and the VMA says that it does not run it. */
    DEAD
  }
}
