package io.breakwater.activities.operation;

import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.job.JobLog.Level;
import io.breakwater.inventory.lease.LeaseLost;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.StepFailure;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextStatus;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the books of an operation and gives the lease back. */
final class Closing {
  private static final Logger log = LoggerFactory.getLogger(Closing.class);

  private final Inventory inventory;
  private final OperationSettings settings;

  Closing(Inventory inventory, OperationSettings settings) {
    this.inventory = inventory;
    this.settings = settings;
  }

  void finish(OperationRef operation, OperationResult result) {
    if (inventory.operations().find(operation.id()).isEmpty()) {
      // The database was restored to before it began. Its end must not fail over books to close.
      log.warn(
          "operation {} on {} is not in the books any more and ended {}: {}",
          operation.id(),
          operation.vmName(),
          result.end(),
          result.summary());
      return;
    }
    for (StepFailure failure : result.failures()) {
      inventory.jobLog().stepFailed(operation, failure);
    }
    if (stillOurs(operation)) {
      settleContext(operation, result);
      inventory.contexts().letReplicate(operation);
    }
    if (result.end() != End.COMPLETED) {
      inventory.failoverJobs().fail(operation.id(), result.summary());
    }
    inventory
        .jobLog()
        .event(
            operation.id(),
            result.end() == End.COMPLETED ? Level.INFO : Level.WARN,
            result.summary(),
            Map.of("end", result.end().name(), "kind", result.kind().name()));
    inventory.jobLog().finish(operation, result);
    inventory.operations().finish(operation, result);
    inventory.turns().forget(operation.id());
    inventory.leases().release(operation);
  }

  /** Whoever took the VM over decides about its status from now on. */
  private boolean stillOurs(OperationRef operation) {
    try {
      inventory.leases().confirm(operation, settings.leaseTtl());
      return true;
    } catch (LeaseLost lost) {
      inventory.jobLog().event(operation.id(), Level.WARN, lost.getMessage(), Map.of());
      return false;
    }
  }

  private void settleContext(OperationRef operation, OperationResult result) {
    switch (result.end()) {
      case COMPLETED, ROLLED_BACK -> {
        // The last step of the plan recorded the status together with what made it true.
      }
      case REFUSED, CANCELLED -> inventory.contexts().restoreStatus(operation);
      case CLEANUP_REQUIRED -> {
        if (result.kind() == OperationKind.COMMIT || isCommitted(operation)) {
          // The destination runs all the same. Only a VM that is failed over can be committed, and
          // one that was committed must stay known as such.
          inventory.contexts().restoreStatus(operation);
        } else {
          inventory.contexts().setStatus(operation.context(), ContextStatus.cleanup_required);
        }
      }
    }
  }

  private boolean isCommitted(OperationRef operation) {
    return inventory
        .contexts()
        .find(operation.context())
        .filter(context -> context.status() == ContextStatus.completed)
        .isPresent();
  }
}
