package io.breakwater.observation;

/**
 * Whether the source of the replica is quiet.
 *
 * @param activeJob a replication job that is pending, provisioning or replicating, or the context's
 *     {@code current_job_id}; null when none
 * @param everCompleted whether at least one replication job completed
 * @param lastSyncSucceeded whether the newest change-tracking record says so
 */
public record ReplicationView(String activeJob, boolean everCompleted, boolean lastSyncSucceeded) {}
