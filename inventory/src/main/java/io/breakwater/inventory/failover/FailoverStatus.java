package io.breakwater.inventory.failover;

/** The values of {@code failover_jobs.status} that Breakwater writes, in the order they climb. */
public enum FailoverStatus {
  pending,
  validating,
  snapshotting,
  creating_vm,
  switching_volume,
  powering_on,
  /** The destination runs. */
  completed,
  /** Cleanup began. */
  cleaning_up,
  vm_shutdown_complete,
  snapshot_rollback_complete,
  /** Taken back: the VM is ready for failover again. */
  cleanup_completed,
  /** Failed for good; nothing comes after it. */
  failed
}
