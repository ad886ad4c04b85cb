package io.breakwater.activities.vma;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Powers a source VM off and on, and sees that it is off. What the VMA answers to a power call
 * decides nothing; the power state that is read by itself does, and only OFF is off. Thread-safe.
 */
public final class SourcePower {
  /** The source is not off after all that was tried. */
  public static final String NOT_OFF = "SourceNotOff";

  /** The source is not on after all that was tried. */
  public static final String NOT_ON = "SourceNotOn";

  /** Nobody can tell whether the source is on. */
  public static final String POWER_UNKNOWN = "SourcePowerUnknown";

  private static final Logger log = LoggerFactory.getLogger(SourcePower.class);

  private final Vma vma;
  private final SourcePowerLimits limits;

  public SourcePower(Vma vma, SourcePowerLimits limits) {
    this.vma = vma;
    this.limits = limits;
  }

  /**
   * Powers the source off: asks the guest first and, when it is still ON after the limit, cuts the
   * power. A source that is suspended is left alone, as cutting its power loses its memory; one
   * whose state cannot be read is asked to shut down, but not forced.
   */
  public CompletionStage<StepResult> off(StepContext step, SourceMachine source) {
    String what = "power off " + source.describe();
    PowerReading before = vma.powerState(source);
    if (before.isOff()) {
      return done(StepResult.already(source.describe() + " is " + before.describe()));
    }
    requireNotSuspended(before, what);
    send(step, source, false);
    return awaitOff(step, source, limits.graceful())
        .handle(
            (reading, thrown) ->
                thrown == null
                    ? done(StepResult.done(source.describe() + " is " + reading.describe()))
                    : afterGraceful(step, source, thrown))
        .thenCompose(Function.identity());
  }

  private CompletionStage<StepResult> afterGraceful(
      StepContext step, SourceMachine source, Throwable thrown) {
    if (!isOutOfBudget(thrown)) {
      return CompletableFuture.failedFuture(thrown);
    }
    String what = "force power off of " + source.describe();
    PowerReading now = vma.powerState(source);
    return switch (now.state()) {
      case OFF -> done(StepResult.done(source.describe() + " is " + now.describe()));
      case ON -> force(step, source);
      case SUSPENDED -> throw suspended(what);
      case UNKNOWN -> throw unknown(what);
    };
  }

  private CompletionStage<StepResult> force(StepContext step, SourceMachine source) {
    log.warn(
        "{} did not shut down within {}; its power is cut", source.describe(), limits.graceful());
    String complaint = send(step, source, true);
    return awaitOff(step, source, limits.forced())
        .handle(
            (reading, thrown) -> {
              if (thrown != null) {
                throw isOutOfBudget(thrown) ? notOff(source, complaint) : passedOn(thrown);
              }
              return StepResult.done(
                  source.describe()
                      + " is "
                      + reading.describe()
                      + " (forced: the guest did not shut down within "
                      + limits.graceful().toSeconds()
                      + " s)");
            });
  }

  /**
   * Powers the source on.
   *
   * @param allowed throws, right before the call, unless the destination is seen stopped or gone
   */
  public CompletionStage<StepResult> on(StepContext step, SourceMachine source, Runnable allowed) {
    PowerReading before = vma.powerState(source);
    if (before.state() == PowerState.ON) {
      return done(StepResult.already(source.describe() + " is " + before.describe()));
    }
    step.confirm();
    try {
      allowed.run();
      vma.powerOn(source);
    } catch (VmaException e) {
      if (!e.isRetryable() || (e.isVCenterError() && !isOn(source))) {
        throw e;
      }
      log.warn("{}; reading the power state", e.getMessage());
    } finally {
      step.settled();
    }
    return step.poll(
            source.describe() + " to be ON",
            limits.poll(),
            limits.on(),
            () -> read(source, PowerState.ON))
        .handle(
            (reading, thrown) -> {
              if (thrown != null) {
                throw isOutOfBudget(thrown) ? notOn(source) : passedOn(thrown);
              }
              return StepResult.done(source.describe() + " is " + reading.describe());
            });
  }

  /**
   * Reads the power state now and passes only when it says OFF.
   *
   * @param offSince the last change that was read when the source was powered off: a later one
   *     means that it was on in between. Null where that is not to be checked
   * @throws ApplicationFailure not retryable when it is on, suspended, or was on since
   */
  public StepResult seenOff(SourceMachine source, Instant offSince) {
    PowerReading now = vma.powerState(source);
    switch (now.state()) {
      case OFF -> {}
      case UNKNOWN -> throw unknown("see that " + source.describe() + " is off");
      default ->
          throw StepFailures.precondition(
              source.describe()
                  + " is "
                  + now.describe()
                  + ". Its destination must not start: power the source off and sync again.");
    }
    if (offSince != null && now.lastChange() != null && now.lastChange().isAfter(offSince)) {
      throw StepFailures.precondition(
          source.describe()
              + " is OFF since "
              + now.lastChange()
              + ", but was powered off at "
              + offSince
              + " before: it was on in between. Sync again.");
    }
    return StepResult.done(source.describe() + " is " + now.describe());
  }

  /**
   * Sends the call and goes on to the power state whatever comes back, unless it is refused.
   *
   * @return what the VMA complained of; empty when it did not
   */
  private String send(StepContext step, SourceMachine source, boolean force) {
    step.confirm();
    try {
      Duration limit = force ? limits.forced() : limits.graceful();
      vma.powerOff(source, force, limit);
      return "";
    } catch (VmaException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      log.warn("{}; reading the power state", e.getMessage());
      return e.getMessage();
    } finally {
      // A repeated call would find the source off, or do the same again.
      step.settled();
    }
  }

  private CompletionStage<PowerReading> awaitOff(
      StepContext step, SourceMachine source, Duration limit) {
    return step.poll(
        source.describe() + " to be OFF", limits.poll(), limit, () -> read(source, PowerState.OFF));
  }

  private Optional<PowerReading> read(SourceMachine source, PowerState wanted) {
    PowerReading now = vma.powerState(source);
    return now.state() == wanted ? Optional.of(now) : Optional.empty();
  }

  private boolean isOn(SourceMachine source) {
    return vma.powerState(source).state() == PowerState.ON;
  }

  private static void requireNotSuspended(PowerReading reading, String what) {
    if (reading.state() == PowerState.SUSPENDED) {
      throw suspended(what);
    }
  }

  private static ApplicationFailure suspended(String what) {
    return StepFailures.precondition(
        what
            + ": it is SUSPENDED, and to cut its power loses what it has in memory."
            + " Resume it, or power it off in vCenter.");
  }

  private static ApplicationFailure unknown(String what) {
    return StepFailures.retryable(
        what + ": the VMA does not tell a power state that is known. Look in vCenter.",
        POWER_UNKNOWN);
  }

  private ApplicationFailure notOff(SourceMachine source, String complaint) {
    return StepFailures.retryable(
        source.describe()
            + " is not seen OFF "
            + limits.forced().toSeconds()
            + " s after its power was cut"
            + (complaint.isEmpty() ? "" : " (" + complaint + ")")
            + ". Look in vCenter.",
        NOT_OFF);
  }

  private ApplicationFailure notOn(SourceMachine source) {
    return StepFailures.retryable(
        source.describe()
            + " is not seen ON after "
            + limits.on().toSeconds()
            + " s. Look in vCenter.",
        NOT_ON);
  }

  private static CompletionStage<StepResult> done(StepResult result) {
    return CompletableFuture.completedFuture(result);
  }

  private static boolean isOutOfBudget(Throwable thrown) {
    return unwrap(thrown) instanceof OutOfBudget;
  }

  private static RuntimeException passedOn(Throwable thrown) {
    Throwable cause = unwrap(thrown);
    return cause instanceof RuntimeException e ? e : new CompletionException(cause);
  }

  private static Throwable unwrap(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }
}
