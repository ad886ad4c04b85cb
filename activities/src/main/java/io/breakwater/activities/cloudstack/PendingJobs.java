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
 * The pending jobs of one CloudStack, listed no more than {@value #LONG} times in {@value #LONG}
 * ticks whoever asks and how many ask: at the usual tick of 500 ms twice a second.
 *
 * <p>Every answer is of a list that was asked for after the call came, so it shows each job that
 * was pending by then. Calls that come before a list starts share it, and its failure. After a rest
 * {@value #BURST} lists follow each other quickly, so that a VM that moves alone hardly ever waits;
 * while many ask without end a list starts every {@value #STEADY_PERCENT} % of a tick. Thread-safe.
 */
final class PendingJobs {
  /** Ticks over which the limit holds. */
  static final int LONG = 20;

  private static final int BURST = 4;

  /** The burst and what follows it together stay within the limit. */
  private static final int STEADY_PERCENT = 100 * LONG / (LONG - BURST);

  /** Who asks at nearly the same time shares a list. */
  private static final int GATHER_PERCENT = 20;

  private final Supplier<List<CsJob>> source;
  private final long steady;
  private final long gather;
  private final ScheduledExecutorService scheduler;
  private final Executor pool;
  private final LongSupplier nanos;

  private CompletableFuture<List<CsJob>> next;
  private long last;

  /** When the next list would be due if each had waited its turn; a burst runs ahead of it. */
  private long due;

  /**
   * Lists the jobs of a source.
   *
   * @param tick what the limit is counted in
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
    this.steady = tick.toNanos() * STEADY_PERCENT / 100;
    this.gather = tick.toNanos() * GATHER_PERCENT / 100;
    this.scheduler = scheduler;
    this.pool = pool;
    this.nanos = nanos;
    this.last = nanos.getAsLong() - gather;
    this.due = last;
  }

  /**
   * Waits for the next list, little more than a tick at most while CloudStack answers at once.
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
    return Math.max(last + gather, due - (BURST - 1) * steady);
  }

  private void ask() {
    CompletableFuture<List<CsJob>> mine;
    synchronized (this) {
      mine = next;
      next = null;
      last = nanos.getAsLong();
      due = Math.max(due, last) + steady;
    }
    try {
      mine.complete(source.get());
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
    }
  }
}
