package io.breakwater.observation;

/**
 * What a replica holds: a revert to a snapshot is allowed only while this is what it was at the
 * snapshot, because the next incremental replication sends only blocks changed since then.
 *
 * @param changeId {@code vm_disks.disk_change_id}; empty when none
 * @param replicationJob the newest replication job of the context; empty when none
 */
public record Baseline(String changeId, String replicationJob) {
  public Baseline {
    changeId = changeId == null ? "" : changeId;
    replicationJob = replicationJob == null ? "" : replicationJob;
  }
}
