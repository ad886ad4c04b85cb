package io.breakwater.e2e.bench;

import io.breakwater.simulator.journal.Journal;
import io.breakwater.simulator.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Counts the requests that a simulated CloudStack got from our workers, by command. Looks often
 * enough that the journal, which keeps the newest only, loses none between two looks.
 */
final class RequestCount implements AutoCloseable {
  private static final String LIST = "listAsyncJobs";

  /** The Volume Daemon has requests of its own, which are none of our cost. */
  private static final String DAEMON = "volume-daemon";

  private final Journal journal;
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final ScheduledFuture<?> looking;
  private final Map<String, Long> byCommand = new TreeMap<>();
  private final Map<Long, Integer> listsBySecond = new TreeMap<>();
  private long last;

  RequestCount(Journal journal) {
    this.journal = journal;
    List<JournalEntry> before = journal.entries();
    this.last = before.isEmpty() ? 0 : before.get(before.size() - 1).number();
    this.looking = clock.scheduleWithFixedDelay(this::look, 500, 500, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    for (JournalEntry entry : journal.since(last)) {
      last = entry.number();
      if (!entry.caller().contains(DAEMON)) {
        byCommand.merge(entry.command(), 1L, Long::sum);
        if (entry.command().equals(LIST)) {
          listsBySecond.merge(second(entry.at()), 1, Integer::sum);
        }
      }
    }
  }

  private static long second(Instant at) {
    return at.getEpochSecond();
  }

  synchronized long total() {
    look();
    return byCommand.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized Map<String, Long> byCommand() {
    look();
    return new TreeMap<>(byCommand);
  }

  /** Lists of pending jobs in the busiest second. */
  synchronized int mostListsInASecond() {
    look();
    return listsBySecond.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  @Override
  public void close() {
    looking.cancel(true);
    clock.shutdownNow();
  }
}
