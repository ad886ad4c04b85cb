package io.breakwater.operation;

import io.breakwater.vm.OperationId;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a test is to end by itself. */
record TestEnd(Duration after) {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})([hm])");
  private static final String DEFAULT_DURATION = "2h";

  /**
   * Empty when the test is to be kept until somebody cleans it up.
   *
   * @throws ApplicationFailure type {@code Refused} when the duration cannot be read
   */
  static Optional<TestEnd> of(OperationRequest request) {
    boolean wanted =
        request.autoCleanup() == null ? request.testDuration() != null : request.autoCleanup();
    if (!wanted) {
      return Optional.empty();
    }
    String text = request.testDuration() == null ? DEFAULT_DURATION : request.testDuration();
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "testDuration \"" + text + "\" is not a number of hours or minutes, such as 2h or 30m",
          Failures.REFUSED);
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        new TestEnd(
            matcher.group(2).equals("h") ? Duration.ofHours(amount) : Duration.ofMinutes(amount)));
  }

  /**
   * Starts the timer as a workflow of its own, so that the VM's workflow id is free meanwhile. It
   * runs already when the operation was reset after it had been started.
   */
  void schedule(OperationRequest request, OperationId operation) {
    EndOfTest timer =
        Workflow.newChildWorkflowStub(
            EndOfTest.class,
            ChildWorkflowOptions.newBuilder()
                .setWorkflowId(Queues.endOfTestId(operation))
                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                .setStaticSummary("Ends the test of " + request.contextId() + " after " + after)
                .build());
    Async.procedure(timer::run, request.contextId(), operation, after);
    try {
      Workflow.getWorkflowExecution(timer).get();
    } catch (ChildWorkflowFailure failure) {
      if (FailureReader.find(failure, WorkflowExecutionAlreadyStarted.class) == null) {
        throw failure;
      }
    }
  }
}
