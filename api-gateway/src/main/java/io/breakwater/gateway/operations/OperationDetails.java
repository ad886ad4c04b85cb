package io.breakwater.gateway.operations;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.step.CheckOutcome;
import java.time.Instant;
import java.util.List;

/** An operation with everything about it, as JSON; see openapi.yaml. */
record OperationDetails(
    @JsonUnwrapped OperationSummary operation,
    String reason,
    int round,
    Double expectedSeconds,
    List<Lane> lanes,
    List<Step> steps,
    String waitingFor,
    Question question,
    List<Offer> decisions,
    List<String> warnings,
    List<CheckOutcome> checks,
    Result result,
    String destination,
    boolean cancellable,
    List<String> deviations,
    Double recoverySeconds,
    Links links) {

  record Lane(String id, String title) {}

  record Step(
      String id,
      String title,
      String name,
      StepState state,
      List<String> needs,
      String lane,
      int round,
      Instant startedAt,
      Instant finishedAt,
      double expectedSeconds,
      int attempt,
      String detail) {}

  record Question(String text, String step, Instant since) {}

  /** A decision that would be taken now. */
  record Offer(
      Choice decision,
      String step,
      String title,
      String consequence,
      boolean needsConfirmDiscard,
      String role) {}

  record Reason(String code, String text, List<String> actionable) {}

  record Failure(String step, String title, String text) {}

  record Result(
      OperationRecord.State end, String summary, List<Reason> reasons, List<Failure> failures) {}

  record Links(String self, String temporalUi, String report) {}
}
