package io.breakwater.activities.vma;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.await.JobWatcher;
import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.Outage;
import io.breakwater.activities.await.Schedule;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.await.Trail;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.plan.Step;
import io.breakwater.step.StepCall;
import io.breakwater.vm.MachineId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** An attempt whose waits take no time: its clock jumps from one look to the next. */
public final class ManualStep implements StepContext {
  private final Hands hands;
  private Trail trail = Trail.none();
  private Runnable betweenLooks = () -> {};
  private Runnable onConfirm = () -> {};
  private int confirmed;
  private boolean open;

  public ManualStep(Instant now) {
    this.hands = new Hands(now);
  }

  /** The clock that the waits move. */
  public Clock clock() {
    return hands;
  }

  /** What happens outside while the step waits for its next look. */
  public ManualStep betweenLooks(Runnable what) {
    betweenLooks = what;
    return this;
  }

  /** What happens outside right before a call is sent. */
  public ManualStep onConfirm(Runnable what) {
    onConfirm = what;
    return this;
  }

  /** What an earlier attempt left. */
  public ManualStep after(Trail earlier) {
    trail = earlier;
    return this;
  }

  /** How often the lease was confirmed. */
  public int confirmed() {
    return confirmed;
  }

  /** Whether a call is noted whose answer was not seen. */
  public boolean isOpen() {
    return open;
  }

  @Override
  public <T> CompletionStage<T> poll(
      String what, Duration every, Duration limit, Supplier<Optional<T>> look) {
    Instant deadline = hands.instant().plus(limit);
    while (true) {
      try {
        Optional<T> found = look.get();
        if (found.isPresent()) {
          return CompletableFuture.completedFuture(found.get());
        }
      } catch (RuntimeException e) {
        if (!Outage.is(e)) {
          return CompletableFuture.failedFuture(e);
        }
      }
      if (hands.instant().isAfter(deadline)) {
        return CompletableFuture.failedFuture(new OutOfBudget(what, limit));
      }
      betweenLooks.run();
      hands.now = hands.now.plus(every);
    }
  }

  @Override
  public void confirm() {
    confirmed++;
    onConfirm.run();
    submitting();
  }

  @Override
  public CompletionStage<Boolean> takeTurn(MachineId appliance) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public void keepTurn() {}

  @Override
  public void returnTurn() {}

  @Override
  public Schedule schedule() {
    return new Schedule(Duration.ZERO, Duration.ZERO, hands.instant());
  }

  @Override
  public void submitting() {
    open = true;
  }

  @Override
  public void settled() {
    open = false;
  }

  @Override
  public Trail trail() {
    return trail;
  }

  @Override
  public int number() {
    return 1;
  }

  @Override
  public Optional<StepStopped.Cause> stopped() {
    return Optional.empty();
  }

  @Override
  public StepCall call() {
    throw new UnsupportedOperationException();
  }

  @Override
  public <S extends Step> S action(Class<S> type) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<JobEnd> await(JobWatcher watcher, String job, Duration limit) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletionStage<Void> pause(Duration howLong) {
    throw new UnsupportedOperationException();
  }

  private static final class Hands extends Clock {
    private Instant now;

    Hands(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
