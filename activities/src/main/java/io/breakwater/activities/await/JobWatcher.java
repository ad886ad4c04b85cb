package io.breakwater.activities.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Watches every job of one endpoint that somebody in this process waits for.
 *
 * <p>Once per tick it asks for all pending jobs at once. A job that is not among them is finished
 * only when {@link JobSource#result} says so; a job nobody knows has {@link JobEnd.Vanished}; while
 * the endpoint does not answer it keeps waiting. It asks nothing while nobody waits. Thread-safe.
 */
public final class JobWatcher implements AutoCloseable {
  private final String name;
  private final JobSource source;
  private final Duration tick;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;

  /**
   * Watches an endpoint.
   *
   * @param name of the endpoint, for logs
   * @param tick how often to ask
   * @param pool where the requests are made and the waits completed
   */
  public JobWatcher(
      String name,
      JobSource source,
      Duration tick,
      ScheduledExecutorService scheduler,
      Executor pool) {
    this.name = name;
    this.source = source;
    this.tick = tick;
    this.scheduler = scheduler;
    this.pool = pool;
  }

  /** Completes when the job ended. Cancelling the future ends the watch. */
  public CompletableFuture<JobEnd> watch(String job) {
    return io.breakwater.activities.await.Unfinished.now(
        name + source + tick + scheduler + pool + job);
  }

  /** Forgets everything; the waits stay incomplete. */
  @Override
  public void close() {}
}
