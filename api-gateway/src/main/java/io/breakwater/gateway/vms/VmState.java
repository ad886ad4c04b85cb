package io.breakwater.gateway.vms;

/** How a VM stands, for people. */
enum VmState {
  /** Replicated; both failovers may be started. */
  READY,
  /** A test destination runs. */
  TEST_RUNNING,
  /** A live destination runs and may still be taken back. */
  LIVE,
  /** A live failover was made final. */
  COMMITTED,
  /** A person has to look, or a recovery has to run. */
  CLEANUP_REQUIRED,
  REPLICATING,
  /** An operation is at work. */
  UNDER_WAY,
  /** Never replicated, or the last replication failed. */
  NOT_READY
}
