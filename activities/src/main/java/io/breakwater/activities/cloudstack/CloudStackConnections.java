package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobWatcher;
import io.breakwater.inventory.site.Site;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<URI, Connection> connections = new HashMap<>();

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

  /** Connections to the CloudStack of a site, which is asked for each time. */
  public static CloudStackConnections of(
      Supplier<Site> site,
      CloudStackTimings timings,
      ScheduledExecutorService scheduler,
      Executor pool) {
    return new CloudStackConnections(() -> endpoint(site.get()), timings, scheduler, pool);
  }

  private static CloudStackEndpoint endpoint(Site site) {
    return new CloudStackEndpoint(site.apiUrl(), site.keys().apiKey(), site.keys().secretKey());
  }

  public CloudStackTimings timings() {
    return timings;
  }

  /** The configured CloudStack. */
  public CloudStack cloud() {
    return connection(configured.get()).cloud;
  }

  /** The watcher of the configured CloudStack's jobs: one per URL and process. */
  public JobWatcher watcher() {
    return connection(configured.get()).watcher;
  }

  /**
   * What is pending in the configured CloudStack, listed after this call; waits its turn where many
   * ask: CloudStack gets no more than a list per tick.
   */
  public List<CsJob> pendingJobs() {
    return connection(configured.get()).jobs.list();
  }

  private synchronized Connection connection(CloudStackEndpoint endpoint) {
    Connection known = connections.get(endpoint.url());
    if (known != null && known.endpoint.equals(endpoint)) {
      return known;
    }
    PendingJobs jobs = known == null ? jobsOf(endpoint.url()) : known.jobs;
    JobWatcher watcher = known == null ? watcherOf(endpoint.url(), jobs) : known.watcher;
    Connection made =
        new Connection(endpoint, new CloudStackSession(endpoint, timings), jobs, watcher);
    connections.put(endpoint.url(), made);
    if (known != null) {
      known.session.close();
    }
    return made;
  }

  private PendingJobs jobsOf(URI url) {
    return new PendingJobs(
        () -> at(url).pendingJobs(), timings.tick(), scheduler, pool, System::nanoTime);
  }

  /** Asks a little before the next list may start, so that others who ask do not put it off. */
  private JobWatcher watcherOf(URI url, PendingJobs jobs) {
    return new JobWatcher(
        "CloudStack " + url,
        new CloudStackJobs(jobs, () -> at(url)),
        timings.tick().multipliedBy(4).dividedBy(5),
        scheduler,
        pool);
  }

  /** Jobs stay where they were submitted, even when another CloudStack is configured meanwhile. */
  private CloudStack at(URI url) {
    CloudStackEndpoint now = configured.get();
    if (now.url().equals(url)) {
      return connection(now).cloud;
    }
    synchronized (this) {
      return connections.get(url).cloud;
    }
  }

  @Override
  public synchronized void close() {
    connections
        .values()
        .forEach(
            connection -> {
              connection.watcher.close();
              connection.session.close();
            });
    connections.clear();
  }

  private static final class Connection {
    private final CloudStackEndpoint endpoint;
    private final CloudStackSession session;
    private final CloudStack cloud;
    private final PendingJobs jobs;
    private final JobWatcher watcher;

    Connection(
        CloudStackEndpoint endpoint,
        CloudStackSession session,
        PendingJobs jobs,
        JobWatcher watcher) {
      this.endpoint = endpoint;
      this.session = session;
      this.cloud = new JcloudsCloudStack(session);
      this.jobs = jobs;
      this.watcher = watcher;
    }
  }
}
