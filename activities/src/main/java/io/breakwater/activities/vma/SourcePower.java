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
   * power. A source that is suspended is left alone, as cutting its power loses its memory, and so
   * is one whose state cannot be read.
   */
  public CompletionStage<StepResult> off(StepContext step, SourceMachine source) {
    String what = "power off " + source.describe();
    PowerReading before = vma.powerState(source);
    if (before.isOff()) {
      return done(StepResult.already(source.describe() + " is " + before.describe()));
    }
    requireKnown(before, what);
    Optional<VmaException> complaint = send(step, source, false);
    return awaitOff(step, source, limits.graceful())
        .handle(
            (reading, thrown) ->
                thrown == null
                    ? done(StepResult.done(source.describe() + " is " + reading.describe()))
                    : afterGraceful(step, source, complaint, thrown))
        .thenCompose(Function.identity());
  }

  private CompletionStage<StepResult> afterGraceful(
      StepContext step, SourceMachine source, Optional<VmaException> complaint, Throwable thrown) {
    if (!isOutOfBudget(thrown)) {
      return CompletableFuture.failedFuture(thrown);
    }
    PowerReading now = vma.powerState(source);
    if (now.isOff()) {
      return done(StepResult.done(source.describe() + " is " + now.describe()));
    }
    requireKnown(now, "force power off of " + source.describe());
    if (step.number() == 1 && complaint.filter(e -> !e.isVCenterError()).isPresent()) {
      // The guest may never have been asked. The next attempt asks again, and then forces.
      throw notOff(source, limits.graceful(), complaint);
    }
    return force(step, source);
  }

  private CompletionStage<StepResult> force(StepContext step, SourceMachine source) {
    log.warn(
        "{} did not shut down within {}; its power is cut", source.describe(), limits.graceful());
    Optional<VmaException> complaint = send(step, source, true);
    return awaitOff(step, source, limits.forced())
        .handle(
            (reading, thrown) -> {
              if (thrown != null) {
                throw isOutOfBudget(thrown)
                    ? notOff(source, limits.forced(), complaint)
                    : passedOn(thrown);
              }
              String late =
                  "the guest did not shut down within " + limits.graceful().toSeconds() + " s";
              return StepResult.done(
                      source.describe() + " is " + reading.describe() + " (forced: " + late + ")")
                  .warning(
                      "the power of "
                          + source.describe()
                          + " was cut, because "
                          + late
                          + ": what it had not written yet is lost");
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
   * @return how the VMA failed to answer; empty when it answered
   */
  private Optional<VmaException> send(StepContext step, SourceMachine source, boolean force) {
    step.confirm();
    try {
      Duration limit = force ? limits.forced() : limits.graceful();
      vma.powerOff(source, force, limit);
      return Optional.empty();
    } catch (VmaException e) {
      if (!e.isRetryable()) {
        throw e;
      }
      log.warn("{}; reading the power state", e.getMessage());
      return Optional.of(e);
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

  private static void requireKnown(PowerReading reading, String what) {
    switch (reading.state()) {
      case ON, OFF -> {}
      case SUSPENDED ->
          throw StepFailures.precondition(
              what
                  + ": it is SUSPENDED, and to cut its power loses what it has in memory."
                  + " Resume it, or power it off in vCenter.");
      case UNKNOWN -> throw unknown(what);
    }
  }

  private static ApplicationFailure unknown(String what) {
    return StepFailures.retryable(
        what + ": the VMA does not tell a power state that is known. Look in vCenter.",
        POWER_UNKNOWN);
  }

  private static ApplicationFailure notOff(
      SourceMachine source, Duration waited, Optional<VmaException> complaint) {
    return StepFailures.retryable(
        source.describe()
            + " is not seen OFF "
            + waited.toSeconds()
            + " s after it was to power off"
            + complaint.map(e -> " (" + e.getMessage() + ")").orElse("")
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
