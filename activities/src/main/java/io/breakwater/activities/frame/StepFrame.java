package io.breakwater.activities.frame;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.activities.telemetry.Telemetry;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps: sets the logging context, writes the job log, keeps the lease while the step waits,
 * and turns exceptions into failures of stable type.
 */
public final class StepFrame {
  private static final Logger log = LoggerFactory.getLogger(StepFrame.class);

  private final AsyncSteps async;
  private final JobLog jobLog;
  private final Leases leases;
  private final Duration leaseTtl;
  private final StepListener listener;

  /**
   * A frame.
   *
   * @param leaseTtl how long the lease lasts from each confirmation on
   * @param listener is told of every step that begins or ends well
   */
  public StepFrame(
      AsyncSteps async, JobLog jobLog, Leases leases, Duration leaseTtl, StepListener listener) {
    this.listener = listener;
    this.async = async;
    this.jobLog = jobLog;
    this.leases = leases;
    this.leaseTtl = leaseTtl;
  }

  /** The body of a step activity; the activity completes when the work's stage does. */
  public StepResult run(StepCall call, StepWork work) {
    return async.run(
        attempt -> framed(new LiveStep(attempt, call, leases, leaseTtl), work),
        () -> leases.confirm(call.operation(), leaseTtl));
  }

  private CompletionStage<StepResult> framed(LiveStep step, StepWork work) {
    long began = System.nanoTime();
    return begin(step, work)
        .whenComplete((result, thrown) -> measure(step, thrown, System.nanoTime() - began))
        .thenApply(result -> LogContext.during(step, () -> finished(step, result)))
        .exceptionallyCompose(
            thrown ->
                CompletableFuture.failedFuture(
                    LogContext.during(step, () -> failed(step, StepFailures.of(thrown)))));
  }

  private static void measure(LiveStep step, Throwable thrown, long nanos) {
    String result = "ok";
    if (thrown != null) {
      result = StepFailures.of(thrown) instanceof ApplicationFailure f ? f.getType() : "stopped";
    }
    Telemetry.stepAttempted(step.step().action().type(), result, Duration.ofNanos(nanos));
  }

  private CompletionStage<StepResult> begin(LiveStep step, StepWork work) {
    return LogContext.during(
        step,
        () -> {
          try {
            jobLog.stepStarted(step.call(), step.number());
            listener.started(step.call());
            return work.run(step);
          } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
          }
        });
  }

  private StepResult finished(LiveStep step, StepResult result) {
    listener.finished(step.call());
    jobLog.stepFinished(step.call(), result);
    log.info("{}: {} ({})", step.step().title(), result.effect(), result.detail());
    return result;
  }

  private Throwable failed(LiveStep step, Throwable failure) {
    if (failure instanceof ApplicationFailure f) {
      log.warn("{}: {}: {}", step.step().title(), f.getType(), f.getOriginalMessage());
      try {
        jobLog.attemptFailed(step.call(), step.number(), f.getType(), f.getOriginalMessage());
      } catch (RuntimeException e) {
        // The failure itself must get through even when the database is what fails.
        failure.addSuppressed(e);
      }
    }
    return failure;
  }
}
