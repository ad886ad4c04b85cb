package io.breakwater.gateway.operations;

import io.breakwater.gateway.operations.OperationDetails.Failure;
import io.breakwater.gateway.operations.OperationDetails.Reason;
import io.breakwater.gateway.operations.OperationDetails.Result;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.CheckOutcome;
import java.util.List;

/**
 * How an operation ended, in the operator's words.
 *
 * @param shown null while it runs
 */
record OperationResults(Result shown, List<String> warnings, List<CheckOutcome> checks) {

  static OperationResults of(OperationRecord operation) {
    if (operation.result() != null) {
      return of(operation, Json.read(operation.result(), OperationResult.class));
    }
    if (operation.state().isOpen()) {
      return new OperationResults(null, List.of(), List.of());
    }
    String summary = operation.summary() == null ? "" : OperatorWords.plain(operation.summary());
    return new OperationResults(
        new Result(operation.state(), summary, List.of(), List.of()), List.of(), List.of());
  }

  private static OperationResults of(OperationRecord operation, OperationResult result) {
    return new OperationResults(
        new Result(
            operation.state(),
            OperatorWords.plain(result.summary()),
            result.reasons().stream().map(OperationResults::reason).toList(),
            result.failures().stream().map(OperationResults::failure).toList()),
        result.warnings(),
        result.checks().stream().map(OperationResults::plain).toList());
  }

  private static CheckOutcome plain(CheckOutcome check) {
    return new CheckOutcome(check.name(), check.passed(), OperatorWords.plain(check.detail()));
  }

  static Reason reason(PlanOutcome.Reason reason) {
    return new Reason(
        reason.code(),
        OperatorWords.plain(reason.found()),
        reason.todo() == null || reason.todo().isBlank()
            ? List.of()
            : List.of(OperatorWords.plain(reason.todo())));
  }

  private static Failure failure(StepFailure failure) {
    return new Failure(failure.stepId(), failure.title(), OperatorWords.plain(failure.message()));
  }
}
