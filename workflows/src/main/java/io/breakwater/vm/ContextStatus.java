package io.breakwater.vm;

/** {@code vm_replication_contexts.current_status}; the names are those of the old schema. */
public enum ContextStatus {
  /** Known, never replicated. */
  discovered,
  /** A replication job runs. */
  replicating,
  /** Replicated; every disk is on the appliance and clean. */
  ready_for_failover,
  /** A test destination runs on the disks. */
  failed_over_test,
  /** A live destination runs on the disks. */
  failed_over_live,
  /** A live failover was committed; the disks left the life cycle of the appliance. */
  completed,
  /** The last replication job failed. */
  failed,
  /** An operation is in doubt or at work: the old scheduler stays away from the disks. */
  cleanup_required
}
