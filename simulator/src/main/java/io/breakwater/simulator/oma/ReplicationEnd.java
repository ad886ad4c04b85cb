package io.breakwater.simulator.oma;

/** How a replication ends. */
public enum ReplicationEnd {
  /** All disks are copied; the context becomes ready_for_failover. */
  COMPLETES,
  /** It breaks off half-way; the context becomes failed. */
  FAILS,
  /** Somebody cancels it half-way; the job is cancelled, the context ready_for_failover. */
  IS_CANCELLED,
  /** It stays replicating for ever, half-way. */
  STALLS
}
