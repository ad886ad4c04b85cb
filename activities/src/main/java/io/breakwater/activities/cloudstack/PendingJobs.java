package io.breakwater.activities.cloudstack;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The pending jobs of one CloudStack, listed at most twice in two ticks whoever asks and how many
 * ask: at the usual tick of 500 ms twice a second.
 *
 * <p>Every answer is of a list that was asked for after the call came, so it shows each job that
 * was pending by then. Calls that come before a list starts share it, and its failure. After a
 * pause of two ticks a second list may follow the first at once, so that a VM that moves alone
 * hardly ever waits. Thread-safe.
 */
final class PendingJobs {
  private final Supplier<List<CsJob>> source;
  private final long tick;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;
  private final LongSupplier nanos;

  private CompletableFuture<List<CsJob>> next;
  private long last;
  private long beforeLast;

  /**
   * Lists the jobs of a source.
   *
   * @param tick the time between two lists while there is always somebody who asks
   * @param pool where the lists are asked for
   * @param nanos a clock that only goes forward, like {@link System#nanoTime}
   */
  PendingJobs(
      Supplier<List<CsJob>> source,
      Duration tick,
      ScheduledExecutorService scheduler,
      Executor pool,
      LongSupplier nanos) {
    this.source = source;
    // A tenth longer: what left us evenly arrives less evenly.
    this.tick = tick.toNanos() + tick.toNanos() / 10;
    this.scheduler = scheduler;
    this.pool = pool;
    this.nanos = nanos;
    this.last = nanos.getAsLong() - 2 * this.tick;
    this.beforeLast = last - 2 * this.tick;
  }

  /**
   * Waits for the next list, a tick at most while CloudStack answers at once.
   *
   * @throws CloudStackException as the list does
   */
  List<CsJob> list() {
    try {
      return nextList().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof CloudStackException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private synchronized CompletableFuture<List<CsJob>> nextList() {
    if (next == null) {
      next = new CompletableFuture<>();
      long wait = Math.max(0, earliest() - nanos.getAsLong());
      if (wait == 0) {
        pool.execute(this::ask);
      } else {
        var unused = scheduler.schedule(() -> pool.execute(this::ask), wait, TimeUnit.NANOSECONDS);
      }
    }
    return next;
  }

  private long earliest() {
    boolean rested = last - beforeLast >= 2 * tick;
    return Math.max(beforeLast + 2 * tick, rested ? last : last + tick);
  }

  private void ask() {
    CompletableFuture<List<CsJob>> mine;
    synchronized (this) {
      mine = next;
      next = null;
      beforeLast = last;
      last = nanos.getAsLong();
    }
    try {
      mine.complete(source.get());
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
    }
  }
}
