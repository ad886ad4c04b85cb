package io.breakwater.inventory.job;

import io.breakwater.inventory.NotYet;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.vm.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code job_tracking}, {@code job_steps}, {@code log_events}: what the GUI and reports read, and
 * our own finer record of steps. Every method may be called again with the same arguments.
 * Thread-safe.
 */
public final class JobLog {
  private static final int ID_LENGTH = 64;

  public JobLog(Jdbi jdbi) {}

  /** The id of an operation's row in {@code job_tracking}. */
  public static String jobId(OperationId operation) {
    String id = operation.value();
    return id.length() <= ID_LENGTH
        ? id
        : UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  /**
   * Opens the job, running.
   *
   * @return its id in {@code job_tracking}
   */
  public String begin(Begin begin, String vmName, String vmwareVmId) {
    return NotYet.written();
  }

  /**
   * Records the plan of the operation's round; from now on the total of steps is known. What an
   * earlier round left open counts as skipped.
   */
  public void planRecorded(OperationRef operation, Plan plan) {
    NotYet.written();
  }

  /** Records that an attempt of the step starts. */
  public void stepStarted(StepCall call, int attempt) {
    NotYet.written();
  }

  /** Records that the step ended well. */
  public void stepFinished(StepCall call, StepResult result) {
    NotYet.written();
  }

  /** Records a failed attempt of a step that may be tried again: the step stays running. */
  public void attemptFailed(StepCall call, int attempt, String type, String message) {
    NotYet.written();
  }

  /** Records that a step failed for good. */
  public void stepFailed(OperationRef operation, StepFailure failure) {
    NotYet.written();
  }

  /** Adds a log line to the job. The same line with the same attributes is written once. */
  public void event(OperationId operation, Level level, String message, Map<String, ?> attributes) {
    NotYet.written();
  }

  /** Closes the job: completed, cancelled or failed. */
  public void finish(OperationRef operation, OperationResult result) {
    NotYet.written();
  }

  /** {@code log_events.level}. */
  public enum Level {
    DEBUG,
    INFO,
    WARN,
    ERROR
  }
}
