package io.breakwater.activities.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attempt at an activity that the Temporal server waits for. */
final class LiveAttempt implements Attempt {
  private static final Logger log = LoggerFactory.getLogger(LiveAttempt.class);

  private final ManualCompletion completion;
  private final int number;
  private final Schedule schedule;
  private final Trail earlier;
  private final Clock clock;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;
  private final Ambient ambient = Ambient.current();

  private final AtomicReference<StepStopped.Cause> stopped = new AtomicReference<>();
  private final Set<Wait<?>> waits = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean beating = new AtomicBoolean();
  private final AtomicBoolean alsoRunning = new AtomicBoolean();
  private volatile Trail trail;
  private volatile ScheduledFuture<?> beats;

  LiveAttempt(
      ManualCompletion completion,
      int number,
      Schedule schedule,
      Trail earlier,
      Clock clock,
      ScheduledExecutorService scheduler,
      Executor pool) {
    this.completion = completion;
    this.number = number;
    this.schedule = schedule;
    this.earlier = earlier;
    this.trail = earlier;
    this.clock = clock;
    this.scheduler = scheduler;
    this.pool = pool;
  }

  void beatEvery(Duration period, Executor heartbeats, Runnable also) {
    long millis = Math.max(1, period.toMillis());
    beats =
        scheduler.scheduleAtFixedRate(
            () -> beatOnce(heartbeats, also), millis, millis, TimeUnit.MILLISECONDS);
  }

  private void beatOnce(Executor heartbeats, Runnable also) {
    if (beating.compareAndSet(false, true)) {
      try {
        heartbeats.execute(this::beatInBackground);
      } catch (RejectedExecutionException e) {
        beating.set(false);
      }
    }
    if (alsoRunning.compareAndSet(false, true)) {
      pool.execute(() -> runAlong(also));
    }
  }

  private void beatInBackground() {
    try {
      completion.heartbeat(trail).ifPresent(this::stop);
    } catch (RuntimeException e) {
      log.warn("heartbeat did not get through, trying again: {}", e.toString());
    } finally {
      beating.set(false);
    }
  }

  private void runAlong(Runnable also) {
    try {
      also.run();
    } catch (RuntimeException e) {
      log.warn("what goes along with a heartbeat failed, trying again: {}", e.toString());
    } finally {
      alsoRunning.set(false);
    }
  }

  /** Ends heartbeats and whatever still waits. */
  void end() {
    ScheduledFuture<?> running = beats;
    if (running != null) {
      running.cancel(false);
    }
    waits.forEach(Wait::abandon);
  }

  void stop(StepStopped.Cause cause) {
    if (stopped.compareAndSet(null, cause)) {
      waits.forEach(wait -> pool.execute(() -> wait.end(null, new StepStopped(cause))));
    }
  }

  /** Tells the Temporal server that another attempt is needed, whatever this one is doing. */
  void handOver() {
    completion.complete(null, new StepStopped(StepStopped.Cause.SHUTDOWN));
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Schedule schedule() {
    return schedule;
  }

  @Override
  public Trail trail() {
    return earlier;
  }

  @Override
  public Optional<StepStopped.Cause> stopped() {
    return Optional.ofNullable(stopped.get());
  }

  @Override
  public void submitting() {
    trail = new Trail(null, clock.instant());
    completion.heartbeat(trail).ifPresent(this::stop);
    stopped()
        .ifPresent(
            cause -> {
              throw new StepStopped(cause);
            });
  }

  @Override
  public void settled() {
    trail = Trail.none();
    beatNow("that nothing is open");
  }

  @Override
  public CompletionStage<JobEnd> await(JobWatcher watcher, String job, Duration limit) {
    noteJob(job);
    Wait<JobEnd> wait = new Wait<>("job " + job, limit);
    var unused = watcher.watch(job).whenComplete((end, thrown) -> wait.end(end, thrown));
    return wait.stage;
  }

  private void noteJob(String job) {
    ambient.put("job", job);
    trail = new Trail(job, trail.submitting());
    beatNow("job " + job);
  }

  /** What it tells has happened already, so a failure must not stop the step. */
  private void beatNow(String news) {
    try {
      completion.heartbeat(trail).ifPresent(this::stop);
    } catch (RuntimeException e) {
      log.warn("heartbeat with {} did not get through, trying again: {}", news, e.toString());
    }
  }

  @Override
  public <T> CompletionStage<T> poll(
      String what, Duration every, Duration limit, Supplier<Optional<T>> look) {
    Instant deadline = clock.instant().plus(limit);
    Wait<T> wait = new Wait<>(what, limit.plus(limit));
    Look<T> first = new Look<>(what, every, limit, deadline, look);
    pool.execute(() -> ambient.run(() -> lookAgain(wait, first)));
    return wait.stage;
  }

  private <T> void lookAgain(Wait<T> wait, Look<T> poll) {
    if (wait.stage.isDone()) {
      return;
    }
    boolean isLate = clock.instant().isAfter(poll.deadline());
    Optional<T> found = Optional.empty();
    try {
      found = poll.look().get();
    } catch (RuntimeException e) {
      if (!Outage.is(e) || isLate) {
        // Whoever got no answer does not know that it is not there yet: another attempt looks.
        wait.end(null, e);
        return;
      }
    }
    if (found.isPresent()) {
      wait.end(found.get(), null);
    } else if (isLate) {
      wait.end(null, new OutOfBudget(poll.what(), poll.limit()));
    } else {
      var unused = after(poll.every(), () -> ambient.run(() -> lookAgain(wait, poll)));
    }
  }

  @Override
  public CompletionStage<Void> pause(Duration howLong) {
    Wait<Void> wait = new Wait<>("pause", howLong.plusSeconds(60));
    var unused = after(howLong, () -> wait.end(null, null));
    return wait.stage;
  }

  private ScheduledFuture<?> after(Duration delay, Runnable what) {
    return scheduler.schedule(() -> pool.execute(what), delay.toMillis(), TimeUnit.MILLISECONDS);
  }

  private record Look<T>(
      String what, Duration every, Duration limit, Instant deadline, Supplier<Optional<T>> look) {}

  /** A wait that ends with its source, its limit or the attempt, whichever is first. */
  private final class Wait<T> {
    private final CompletableFuture<T> stage = new CompletableFuture<>();
    private final ScheduledFuture<?> timer;

    Wait(String what, Duration limit) {
      waits.add(this);
      timer = after(limit, () -> end(null, new OutOfBudget(what, limit)));
      // Only after it is among the waits, so that a stop at this moment is not missed.
      stopped().ifPresent(cause -> end(null, new StepStopped(cause)));
    }

    void abandon() {
      waits.remove(this);
      timer.cancel(false);
    }

    void end(T value, Throwable thrown) {
      waits.remove(this);
      if (timer != null) {
        timer.cancel(false);
      }
      ambient.run(
          () -> {
            if (thrown == null) {
              stage.complete(value);
            } else {
              stage.completeExceptionally(thrown);
            }
          });
    }
  }
}
