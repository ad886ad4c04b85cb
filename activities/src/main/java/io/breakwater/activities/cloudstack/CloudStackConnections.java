package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobWatcher;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/**
 * Clients and watchers for the CloudStack that is configured now. The configuration is read for
 * each call, so that changed keys hold from the next call on. Thread-safe.
 */
public final class CloudStackConnections implements AutoCloseable {
  private final Supplier<CloudStackEndpoint> configured;
  private final CloudStackTimings timings;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;

  public CloudStackConnections(
      Supplier<CloudStackEndpoint> configured,
      CloudStackTimings timings,
      ScheduledExecutorService scheduler,
      Executor pool) {
    this.configured = configured;
    this.timings = timings;
    this.scheduler = scheduler;
    this.pool = pool;
  }

  /** The configured CloudStack. */
  public CloudStack cloud() {
    return io.breakwater.activities.await.Unfinished.now("" + configured + timings);
  }

  /** The watcher of the configured CloudStack's jobs: one per URL and process. */
  public JobWatcher watcher() {
    return io.breakwater.activities.await.Unfinished.now("" + scheduler + pool);
  }

  @Override
  public void close() {}
}
