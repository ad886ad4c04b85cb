package io.breakwater.inventory.replication;

import io.breakwater.inventory.NotYet;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.ReplicationView;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** {@code replication_jobs} and {@code cbt_history}, read only. Thread-safe. */
public final class Replications {
  public Replications(Jdbi jdbi) {}

  public ReplicationView of(ContextId context) {
    return NotYet.written();
  }

  /**
   * A replication job of the VM that has not ended, or {@code current_job_id} unless that job has
   * ended. A status we do not know counts as not ended.
   */
  public Optional<String> activeJob(ContextId context) {
    return NotYet.written();
  }

  /** The newest replication job of the VM. */
  public Optional<String> newestJob(ContextId context) {
    return NotYet.written();
  }

  /** What the replica of every disk holds now. */
  public Map<DiskId, Baseline> baselines(ContextId context) {
    return NotYet.written();
  }

  /** What the replica of the disk holds now; an empty baseline when the disk is unknown. */
  public Baseline baseline(ContextId context, DiskId disk) {
    return NotYet.written();
  }
}
