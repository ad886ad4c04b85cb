package io.breakwater.activities.await;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs activities that complete later, from a pool, while their slot stays taken (that is the
 * admission limit).
 */
public final class AsyncSteps implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(AsyncSteps.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(10);

  /** Longer than any activity may take. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private final Clock clock;
  private final Duration heartbeatEvery;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;

  /** Of their own, so that slow continuations on the pool do not let attempts time out. */
  private final ExecutorService heartbeats = Executors.newFixedThreadPool(4, AsyncSteps::daemon);

  private final Map<LiveAttempt, CompletableFuture<Void>> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * A runner of activities.
   *
   * @param heartbeatEvery for activities that have no heartbeat timeout; the others heartbeat every
   *     third of it
   * @param pool where continuations run; bounded
   */
  public AsyncSteps(
      Clock clock, Duration heartbeatEvery, ScheduledExecutorService scheduler, Executor pool) {
    this.clock = clock;
    this.heartbeatEvery = heartbeatEvery;
    this.scheduler = scheduler;
    this.pool = pool;
  }

  /**
   * To be called by an activity method as its last act; the value returned is a placeholder. The
   * activity completes exactly once, with what the stage (or an exception of {@code work}) brings.
   *
   * @param onHeartbeat what to do along with each heartbeat, such as keeping a lease; what it
   *     throws is logged
   */
  public <R> R run(Function<Attempt, CompletionStage<R>> work, Runnable onHeartbeat) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    Trail earlier = earlierTrail(context);
    ManualCompletion completion = new ManualCompletion(context.useLocalManualCompletion());
    LiveAttempt attempt =
        new LiveAttempt(
            completion,
            context.getInfo().getAttempt(),
            schedule(context),
            earlier,
            clock,
            scheduler,
            pool);
    Span span = Span.current();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    running.put(attempt, ended);
    attempt.beatEvery(heartbeatPeriod(context), heartbeats, onHeartbeat);
    if (closed) {
      attempt.stop(StepStopped.Cause.SHUTDOWN);
    }
    CompletionStage<R> end = start(work, attempt);
    var unused =
        end.whenComplete(
            (result, thrown) -> {
              attempt.end();
              end(span, thrown);
              completion.complete(result, thrown);
              running.remove(attempt);
              ended.complete(null);
            });
    return null;
  }

  /**
   * The same for an activity that works without waiting and changes nothing outside the database:
   * it runs on the pool, with heartbeats, so that the death of its worker is noticed. When the
   * attempt has to stop, what the work still brings is dropped.
   */
  public <R> R run(Supplier<R> work) {
    return run(
        attempt -> {
          CompletableFuture<R> end = CompletableFuture.supplyAsync(work, pool);
          var unused =
              attempt
                  .pause(FOR_EVER)
                  .whenComplete((never, stopped) -> end.completeExceptionally(stopped));
          return end;
        },
        () -> {});
  }

  private static void end(Span span, Throwable thrown) {
    if (thrown != null) {
      boolean wrapped = thrown instanceof CompletionException && thrown.getCause() != null;
      Throwable cause = wrapped ? thrown.getCause() : thrown;
      span.setStatus(
          StatusCode.ERROR,
          cause instanceof ApplicationFailure failure
              ? failure.getType()
              : cause.getClass().getSimpleName());
    }
    span.end();
  }

  private static <R> CompletionStage<R> start(
      Function<Attempt, CompletionStage<R>> work, Attempt attempt) {
    try {
      return work.apply(attempt);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private Schedule schedule(ActivityExecutionContext context) {
    ActivityInfo info = context.getInfo();
    Duration limit = info.getScheduleToCloseTimeout();
    long earlier = info.getCurrentAttemptScheduledTimestamp() - info.getScheduledTimestamp();
    return new Schedule(
        limit == null ? Duration.ZERO : limit,
        Duration.ofMillis(Math.max(0, earlier)),
        clock.instant());
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "heartbeats");
    thread.setDaemon(true);
    return thread;
  }

  private static Trail earlierTrail(ActivityExecutionContext context) {
    try {
      return context.getHeartbeatDetails(Trail.class).orElse(Trail.none());
    } catch (RuntimeException e) {
      log.warn("heartbeat details of an earlier attempt cannot be read: {}", e.toString());
      return Trail.none();
    }
  }

  private Duration heartbeatPeriod(ActivityExecutionContext context) {
    Duration timeout = context.getInfo().getHeartbeatTimeout();
    return timeout == null || timeout.isZero() ? heartbeatEvery : timeout.dividedBy(3);
  }

  /**
   * Fails what waits retryably, so that another worker takes it at once, and waits a moment until
   * the Temporal server knows. What hangs in a call then is failed too: the call may take effect
   * like one whose worker crashed, and whatever should follow it is refused.
   */
  @Override
  public void close() {
    closed = true;
    running.keySet().forEach(attempt -> attempt.stop(StepStopped.Cause.SHUTDOWN));
    try {
      CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new))
          .get(CLOSE_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("{} steps hang in a call; they are handed over all the same", running.size());
      running.keySet().forEach(LiveAttempt::handOver);
    } finally {
      heartbeats.shutdown();
    }
  }
}
