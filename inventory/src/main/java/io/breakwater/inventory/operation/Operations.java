package io.breakwater.inventory.operation;

import io.breakwater.inventory.NotYet;
import io.breakwater.operation.OperationResult;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The operations, and how jobs stand for whoever asks by any id. Thread-safe. */
public final class Operations {
  public Operations(Jdbi jdbi) {}

  /** Opens the record of an operation. Idempotent. */
  public void begin(Begin begin, String vmName) {
    NotYet.written();
  }

  /**
   * Closes the record and writes the context's {@code last_operation_summary}. Idempotent: the
   * first end stays.
   */
  public void finish(OperationRef operation, OperationResult result) {
    NotYet.written();
  }

  public Optional<OperationRow> find(OperationId operation) {
    return NotYet.written();
  }

  /** The result that {@link #finish} recorded. */
  public Optional<OperationResult> result(OperationId operation) {
    return NotYet.written();
  }

  /** The newest operations of a VM first. */
  public List<OperationRow> of(ContextId context, int limit) {
    return NotYet.written();
  }

  /** The steps of all rounds in the order of the plans. */
  public List<StepRow> steps(OperationId operation) {
    return NotYet.written();
  }

  /** The unfinished operation that holds the VM's lease. */
  public Optional<OperationRow> busy(ContextId context) {
    return NotYet.written();
  }

  /**
   * How the job stands that this id means: a JobLog UUID, an external job id, a VM context id (its
   * newest job) or a {@code failover_jobs.job_id}, in this order.
   */
  public Optional<StatusRow> status(String anyId) {
    return NotYet.written();
  }
}
