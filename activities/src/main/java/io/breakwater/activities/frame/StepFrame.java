package io.breakwater.activities.frame;

import io.breakwater.activities.await.AsyncSteps;
import io.breakwater.activities.await.StepWaits;
import io.breakwater.activities.telemetry.Telemetry;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.opentelemetry.api.trace.Span;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
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
  private final ApplianceQueue queue;
  private final ServedAppliance served;

  /**
   * A frame.
   *
   * @param leaseTtl how long the lease lasts from each confirmation on
   * @param listener is told of every step that begins or ends well
   * @param queue how steps share an appliance
   * @param served whose steps it runs; those of others are left to their workers
   */
  public StepFrame(
      AsyncSteps async,
      JobLog jobLog,
      Leases leases,
      Duration leaseTtl,
      StepListener listener,
      ApplianceQueue queue,
      ServedAppliance served) {
    this.queue = queue;
    this.served = served;
    this.listener = listener;
    this.async = async;
    this.jobLog = jobLog;
    this.leases = leases;
    this.leaseTtl = leaseTtl;
  }

  /** The body of a step activity; the activity completes when the work's stage does. */
  public StepResult run(StepCall call, StepWork work) {
    int number = Activity.getExecutionContext().getInfo().getAttempt();
    Span.current()
        .setAttribute("breakwater.vm", call.operation().vmName())
        .setAttribute("breakwater.step", call.step().id());
    return LogContext.during(
        call,
        number,
        () ->
            async.run(
                attempt -> {
                  StepTurn turn = new StepTurn(call, queue, text -> note(call, number, text));
                  return framed(new LiveStep(attempt, call, leases, leaseTtl, turn), turn, work);
                },
                () -> leases.confirm(call.operation(), leaseTtl)));
  }

  private CompletionStage<StepResult> framed(LiveStep step, StepTurn turn, StepWork work) {
    long began = System.nanoTime();
    return begin(step, turn, work)
        .whenComplete((result, thrown) -> turn.ended(step, StepFailures.causeOf(thrown)))
        .whenComplete((result, thrown) -> measure(step, thrown, System.nanoTime() - began))
        .thenApply(result -> LogContext.during(step, () -> finished(step, result)))
        .exceptionallyCompose(
            thrown ->
                CompletableFuture.failedFuture(
                    LogContext.during(
                        step, () -> failed(step, turn.limited(step, StepFailures.of(thrown))))));
  }

  private static void measure(LiveStep step, Throwable thrown, long nanos) {
    String result = "ok";
    if (thrown != null) {
      Throwable failure = StepFailures.of(thrown);
      result =
          failure instanceof ApplicationFailure f
              ? f.getType()
              : failure instanceof StepWaits ? "waits" : "stopped";
    }
    Telemetry.stepAttempted(step.step().action().type(), result, Duration.ofNanos(nanos));
  }

  private CompletionStage<StepResult> begin(LiveStep step, StepTurn turn, StepWork work) {
    return LogContext.during(
        step,
        () -> {
          try {
            served.require(step.operation().context());
            Optional<StepWaits> far = turn.isFar(step);
            if (far.isPresent()) {
              // Meanwhile no heartbeat keeps the lease.
              leases.confirm(step.operation(), leaseTtl);
              throw far.get();
            }
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
    if (failure instanceof StepWaits) {
      note(step.call(), step.number(), failure.getMessage());
    }
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

  private void note(StepCall call, int attempt, String text) {
    log.debug("{} {}", call.step().title(), text);
    try {
      jobLog.stepNoted(call, attempt, text);
    } catch (RuntimeException e) {
      // Only people read it; the step goes on all the same.
      log.warn("{}: that it {} could not be recorded: {}", call.step().title(), text, e.toString());
    }
  }
}
