package io.breakwater.activities.await;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/**
 * Runs activities that complete later, from a pool, while their slot stays taken (that is the
 * admission limit).
 */
public final class AsyncSteps implements AutoCloseable {
  private final Clock clock;
  private final Duration heartbeatEvery;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;

  /**
   * A runner of activities.
   *
   * @param heartbeatEvery a third of the activities' heartbeat timeout
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
   * To be called by an activity method as its last act; its return value is a placeholder. The
   * activity completes exactly once, with what the stage (or an exception of {@code work}) brings.
   *
   * @param onHeartbeat what to do along with each heartbeat, such as keeping a lease; what it
   *     throws is logged
   */
  public <R> R run(Function<Attempt, CompletionStage<R>> work, Runnable onHeartbeat) {
    return io.breakwater.activities.await.Unfinished.now(
        "" + clock + heartbeatEvery + scheduler + pool);
  }

  /** Fails what is pending retryably, so that another worker takes it at once. */
  @Override
  public void close() {}
}
