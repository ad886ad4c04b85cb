package io.breakwater.inventory.job;

import io.breakwater.inventory.Transactions;
import io.breakwater.operation.OperationNames;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.vm.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code job_tracking}, {@code job_steps}, {@code log_events}: what the GUI and reports read, and
 * our own finer record of steps. Every method may be called again with the same arguments.
 * Thread-safe.
 *
 * <p>Steps of one operation that end at the same moment take turns: each call first locks the
 * operation's record.
 */
public final class JobLog {
  private static final int ID_LENGTH = 64;
  private static final int EXTERNAL_ID_LENGTH = 255;

  private final Transactions transactions;

  public JobLog(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** The id of an operation's row in {@code job_tracking}: the operation's own where it fits. */
  public static String jobId(OperationId operation) {
    String id = operation.value();
    return id.length() <= ID_LENGTH
        ? id
        : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /** The external job id under which an operation is stored: the given one, or one made up. */
  public static String externalId(Begin begin, String vmName) {
    return externalId(
        begin.externalJobId() == null
            ? OperationNames.externalJobId(begin.kind(), vmName, begin.startedAt())
            : begin.externalJobId());
  }

  /** The external job id as it is stored: cut where a VM name is too long for the column. */
  public static String externalId(String given) {
    return given.length() <= EXTERNAL_ID_LENGTH ? given : given.substring(0, EXTERNAL_ID_LENGTH);
  }

  /**
   * Opens the job, running; call it with the lease held. Jobs of the VM's operations that never
   * ended are failed: nobody works on them any more.
   *
   * @return its id in {@code job_tracking}
   */
  public String begin(Begin begin, String vmName, String vmwareVmId) {
    transactions.run(
        handle -> {
          JobRows.closeAbandoned(handle, begin);
          JobRows.open(handle, begin, vmName, vmwareVmId);
        });
    return jobId(begin.operation());
  }

  /**
   * Records the plan of the operation's round; from now on the total of steps is known. What an
   * earlier round left open counts as skipped. A plan whose steps have begun stays as it is.
   *
   * @throws IllegalStateException when the operation was never begun
   */
  public void planRecorded(OperationRef operation, Plan plan) {
    locked(
        operation.id(),
        handle -> {
          if (StepRecords.replacePlan(handle, operation, plan)) {
            log(
                handle,
                operation.id(),
                Level.INFO,
                plan.steps().size() + " steps planned; then the VM is " + plan.goal().words(),
                Map.of("round", operation.round(), "warnings", plan.warnings()));
          }
          JobRows.refreshProgress(handle, operation.id());
        });
  }

  /** Records that an attempt of the step starts. */
  public void stepStarted(StepCall call, int attempt) {
    locked(
        call.operation().id(),
        handle -> {
          StepRecords.started(handle, call, attempt);
          JobRows.refreshProgress(handle, call.operation().id());
        });
  }

  /** Records that the step ended well. */
  public void stepFinished(StepCall call, StepResult result) {
    locked(
        call.operation().id(),
        handle -> {
          StepRecords.done(handle, call, result);
          log(
              handle,
              call.operation().id(),
              Level.INFO,
              call.step().title() + ": " + result.detail(),
              attributes(call, Map.of("effect", result.effect().name())));
          JobRows.refreshProgress(handle, call.operation().id());
        });
  }

  /** Records a failed attempt of a step that may be tried again: the step stays running. */
  public void attemptFailed(StepCall call, int attempt, String type, String message) {
    locked(
        call.operation().id(),
        handle -> {
          StepRecords.attemptFailed(handle, call, attempt, message);
          log(
              handle,
              call.operation().id(),
              Level.WARN,
              call.step().title() + ", attempt " + attempt + ": " + message,
              attributes(call, Map.of("attempt", attempt, "type", type)));
        });
  }

  /** Says what a running step is doing, such as waiting for its turn. */
  public void stepNoted(StepCall call, int attempt, String detail) {
    locked(call.operation().id(), handle -> StepRecords.noted(handle, call, attempt, detail));
  }

  /** Records that a step failed for good. */
  public void stepFailed(OperationRef operation, StepFailure failure) {
    locked(
        operation.id(),
        handle -> {
          StepRecords.failed(handle, operation, failure);
          log(
              handle,
              operation.id(),
              Level.ERROR,
              failure.title() + ": " + failure.message(),
              Map.of("round", failure.round(), "step", failure.stepId(), "type", failure.type()));
          JobRows.refreshProgress(handle, operation.id());
        });
  }

  /** Adds a log line to the job. The same line with the same attributes is written once. */
  public void event(OperationId operation, Level level, String message, Map<String, ?> attributes) {
    transactions.run(handle -> log(handle, operation, level, message, attributes));
  }

  /** Closes the job: completed, cancelled or failed. The first end stays. */
  public void finish(OperationRef operation, OperationResult result) {
    locked(
        operation.id(),
        handle -> {
          StepRecords.closeOpen(handle, operation.id());
          JobRows.close(handle, operation.id(), result);
          Level level = result.end() == OperationResult.End.COMPLETED ? Level.INFO : Level.ERROR;
          log(handle, operation.id(), level, result.summary(), Map.of("end", result.end().name()));
        });
  }

  private void locked(OperationId operation, java.util.function.Consumer<Handle> work) {
    transactions.run(
        handle -> {
          JobRows.lock(handle, operation);
          work.accept(handle);
        });
  }

  private static void log(
      Handle handle, OperationId operation, Level level, String message, Map<String, ?> attrs) {
    LogLines.add(handle, operation, level, message, attrs);
  }

  private static Map<String, Object> attributes(StepCall call, Map<String, ?> more) {
    PlannedStep step = call.step();
    Map<String, Object> attributes = new java.util.TreeMap<>(more);
    attributes.put("round", call.operation().round());
    attributes.put("step", step.id());
    return attributes;
  }

  /** {@code log_events.level}. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
