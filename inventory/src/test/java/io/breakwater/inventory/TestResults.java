package io.breakwater.inventory;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationRef;
import java.util.List;

/** Results of operations. */
public final class TestResults {
  private TestResults() {}

  public static OperationResult of(
      OperationRef operation, End end, String summary, StepFailure... failures) {
    return result(operation, end, summary, List.of(failures), List.of());
  }

  public static OperationResult refused(OperationRef operation, String summary, Reason reason) {
    return result(operation, End.REFUSED, summary, List.of(), List.of(reason));
  }

  private static OperationResult result(
      OperationRef operation,
      End end,
      String summary,
      List<StepFailure> failures,
      List<Reason> reasons) {
    return new OperationResult(
        operation.id(),
        OperationKind.TEST_FAILOVER,
        operation.context(),
        operation.vmName(),
        end,
        summary,
        null,
        null,
        failures,
        reasons,
        List.of(),
        List.of(),
        null);
  }
}
