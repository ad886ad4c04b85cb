package io.breakwater.activities.await;

import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.ActivityCanceledException;
import io.temporal.client.ActivityNotExistsException;
import io.temporal.client.ActivityPausedException;
import io.temporal.client.ActivityResetException;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Talks to the Temporal server about one attempt. */
final class ManualCompletion {
  /** A wait took longer than it may; what was waited for may go on. */
  static final String OUT_OF_BUDGET = "OutOfBudget";

  private static final String WAITS = "Waits";

  private static final Logger log = LoggerFactory.getLogger(ManualCompletion.class);

  private final ManualActivityCompletionClient client;
  private final AtomicBoolean done = new AtomicBoolean();

  ManualCompletion(ManualActivityCompletionClient client) {
    this.client = client;
  }

  /**
   * Sends a heartbeat.
   *
   * @return why the attempt has to stop, if so
   * @throws RuntimeException when the server could not be told
   */
  Optional<StepStopped.Cause> heartbeat(Trail trail) {
    if (done.get()) {
      return Optional.empty();
    }
    try {
      client.recordHeartbeat(trail);
      return Optional.empty();
    } catch (RuntimeException e) {
      Optional<StepStopped.Cause> cause = causeToStop(e);
      if (cause.isEmpty()) {
        throw e;
      }
      return cause;
    }
  }

  /** SDK 1.38 hands these over as causes of an ActivityCompletionFailureException. */
  static Optional<StepStopped.Cause> causeToStop(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof ActivityCanceledException || t instanceof CanceledFailure) {
        return Optional.of(StepStopped.Cause.CANCELLED);
      }
      if (t instanceof ActivityPausedException || t instanceof ActivityResetException) {
        return Optional.of(StepStopped.Cause.PAUSED);
      }
      if (t instanceof ActivityNotExistsException) {
        return Optional.of(StepStopped.Cause.GONE);
      }
    }
    return Optional.empty();
  }

  /** Completes the activity once; later calls do nothing. The SDK repeats the call by itself. */
  void complete(Object result, Throwable thrown) {
    if (!done.compareAndSet(false, true)) {
      return;
    }
    try {
      send(result, unwrap(thrown));
    } catch (ActivityNotExistsException e) {
      log.info("the Temporal server does not know this attempt any more; its result is dropped");
    } catch (RuntimeException e) {
      log.warn("the Temporal server could not be told how the step ended: {}", e.toString());
    }
  }

  private void send(Object result, Throwable thrown) {
    if (thrown == null) {
      client.complete(result);
    } else if (thrown instanceof StepStopped stopped) {
      sendStopped(stopped);
    } else if (thrown instanceof StepWaits waits) {
      client.fail(benign(waits.getMessage(), WAITS, waits.comeBackIn()));
    } else if (thrown instanceof OutOfBudget) {
      client.fail(
          ApplicationFailure.newNonRetryableFailureWithCause(
              thrown.getMessage(), OUT_OF_BUDGET, thrown));
    } else {
      client.fail(thrown);
    }
  }

  private void sendStopped(StepStopped stopped) {
    if (stopped.why() == StepStopped.Cause.CANCELLED) {
      client.reportCancellation(null);
      return;
    }
    client.fail(
        benign(
            stopped.getMessage(),
            stopped.why() == StepStopped.Cause.PAUSED ? "StepPaused" : "WorkerStopping",
            Duration.ofMillis(100)));
  }

  /** Nobody is to be alarmed. */
  private static ApplicationFailure benign(String message, String type, Duration next) {
    return ApplicationFailure.newBuilder()
        .setMessage(message)
        .setType(type)
        .setCategory(ApplicationErrorCategory.BENIGN)
        .setNextRetryDelay(next)
        .build();
  }

  static Throwable unwrap(Throwable thrown) {
    Throwable t = thrown;
    while (t instanceof CompletionException && t.getCause() != null) {
      t = t.getCause();
    }
    return t;
  }
}
