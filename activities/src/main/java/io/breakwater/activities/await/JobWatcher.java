package io.breakwater.activities.await;

import io.breakwater.activities.telemetry.Telemetry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches every job of one endpoint that somebody in this process waits for.
 *
 * <p>Once per tick it asks for all pending jobs at once. A job that is not among them is finished
 * only when {@link JobSource#result} says so; a job nobody knows has {@link JobEnd.Vanished}; while
 * the endpoint does not answer it keeps waiting. It asks nothing while nobody waits. An answer that
 * comes late holds up its own job only.
 *
 * <p>While it watches no more than {@value #FEW} jobs it asks for each of them instead, up to
 * {@value #PEEKS_PER_TICK} single requests per tick, and for the list only when one of them is
 * unknown or {@link JobSource#listTellsMore} (every {@value #TICKS_WHEN_FEW} ticks then): a VM that
 * moves alone does not wait for half a tick after each of its jobs. Thread-safe.
 */
public final class JobWatcher implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JobWatcher.class);

  private static final int FEW = 4;

  /** At the usual tick a dozen a second; CloudStack throttles at 25, where it is told to. */
  private static final int PEEKS_PER_TICK = 5;

  private static final int TICKS_WHEN_FEW = 4;

  /** After which a list that was not answered is not waited for any more. */
  private static final int TICKS_WHEN_LATE = 10;

  private final String name;
  private final JobSource source;
  private final Duration tick;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;

  private final JobAsker asker;

  private final Map<String, CompletableFuture<JobEnd>> waits = new LinkedHashMap<>();
  private Duration sinceList = Duration.ZERO;
  private int listing;
  private long listedAt;
  private volatile boolean isUnknown;
  private boolean ticking;
  private boolean closed;
  private boolean outage;
  private volatile long lastAnswer;

  /**
   * Watches an endpoint.
   *
   * @param name of the endpoint, for logs
   * @param tick the time between two lists
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
    this.asker = new JobAsker(source, pool, this::finish, this::noteAnswer, this::noteFailure);
    Telemetry.watcher(name, this, watcher -> watcher.watched().size(), JobWatcher::lagSeconds);
  }

  private double lagSeconds() {
    synchronized (waits) {
      return waits.isEmpty() ? 0 : (System.nanoTime() - lastAnswer) / 1e9;
    }
  }

  /**
   * Completes when the job ended. Waits for the same job share one watch, which lasts until the job
   * ended even when nobody is interested any more.
   */
  public CompletableFuture<JobEnd> watch(String job) {
    synchronized (waits) {
      CompletableFuture<JobEnd> shared =
          waits.computeIfAbsent(job, id -> new CompletableFuture<>());
      if (!ticking) {
        lastAnswer = System.nanoTime();
        scheduleTick();
      }
      return shared.copy();
    }
  }

  /** Forgets everything; the waits stay incomplete. */
  @Override
  public void close() {
    synchronized (waits) {
      closed = true;
      waits.clear();
    }
  }

  private void scheduleTick() {
    ticking = !closed;
    if (ticking) {
      Duration pause = pause();
      var unused =
          scheduler.schedule(
              () -> pool.execute(() -> tick(pause)), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private Duration pause() {
    int watched = waits.size();
    return watched > FEW ? tick : tick.multipliedBy(watched).dividedBy(PEEKS_PER_TICK);
  }

  /** Asks and does not wait: an answer that comes late holds up nothing but its own job. */
  private void tick(Duration pause) {
    try {
      sinceList = sinceList.plus(pause);
      List<String> watched = watched();
      if (watched.size() <= FEW) {
        // That nobody knows a job is for the list to rule out.
        watched.forEach(job -> asker.ask(job, () -> isUnknown = true));
      }
      boolean needsList = watched.size() > FEW || isUnknown || isListOverdue();
      if (needsList && sinceList.compareTo(tick) >= 0 && mayList()) {
        sinceList = Duration.ZERO;
        isUnknown = false;
        pool.execute(() -> look(watched));
      }
    } finally {
      synchronized (waits) {
        ticking = false;
        if (!waits.isEmpty()) {
          scheduleTick();
        }
      }
    }
  }

  private boolean isListOverdue() {
    return source.listTellsMore() && sinceList.compareTo(tick.multipliedBy(TICKS_WHEN_FEW)) >= 0;
  }

  /** A list is not asked for while another one may still be answered. */
  private boolean mayList() {
    synchronized (waits) {
      long now = System.nanoTime();
      boolean late = now - listedAt > tick.multipliedBy(TICKS_WHEN_LATE).toNanos();
      if (listing > 0 && !late) {
        return false;
      }
      listing++;
      listedAt = now;
      return true;
    }
  }

  /**
   * Looks at what is pending.
   *
   * @param watched taken before the list is asked for: a job submitted meanwhile may be missing
   *     from the list
   */
  private void look(List<String> watched) {
    try {
      Set<String> pending = source.pending();
      noteAnswer();
      for (String job : watched) {
        if (!pending.contains(job)) {
          asker.ask(job, () -> finish(job, new JobEnd.Vanished()));
        }
      }
    } catch (RuntimeException e) {
      noteFailure(e);
    } finally {
      synchronized (waits) {
        listing--;
      }
    }
  }

  private List<String> watched() {
    synchronized (waits) {
      return List.copyOf(waits.keySet());
    }
  }

  private void finish(String job, JobEnd end) {
    CompletableFuture<JobEnd> wait;
    synchronized (waits) {
      wait = waits.remove(job);
    }
    if (wait != null) {
      pool.execute(() -> wait.complete(end));
    }
  }

  /** One failure among answers is none of the endpoint; the job is asked for again. */
  private void noteFailure(RuntimeException e) {
    synchronized (waits) {
      long silence = System.nanoTime() - lastAnswer;
      if (!outage && silence > tick.multipliedBy(TICKS_WHEN_FEW).toNanos()) {
        outage = true;
        log.warn("{} does not tell about its jobs; waiting for it: {}", name, e.toString());
      }
    }
  }

  private void noteAnswer() {
    synchronized (waits) {
      lastAnswer = System.nanoTime();
      if (outage) {
        outage = false;
        log.info("{} tells about its jobs again", name);
      }
    }
  }
}
