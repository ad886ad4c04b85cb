package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.operation.OperationRow;
import io.breakwater.operation.OperationKind;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextStatus;

/** The way back is given up only on behalf of a commit of a live failover that stood. */
final class CommitGuard {
  private final CloudStackRecords records;

  CommitGuard(CloudStackRecords records) {
    this.records = records;
  }

  void require(OperationRef operation, String what) {
    OperationRow row =
        records
            .operations()
            .find(operation.id())
            .orElseThrow(
                () ->
                    StepFailures.precondition(
                        what + ": operation " + operation.id() + " is not on record."));
    if (row.kind() != OperationKind.COMMIT) {
      throw StepFailures.precondition(
          what + ": only a commit may do that, and this is a " + row.kind() + ". Observe again.");
    }
    if (row.statusBefore() != ContextStatus.failed_over_live) {
      throw StepFailures.precondition(
          what
              + ": "
              + operation.vmName()
              + " was "
              + row.statusBefore()
              + " before this commit, not failed_over_live. Observe again.");
    }
  }
}
