package io.breakwater.simulator.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The requests in order of arrival. Keeps the newest {@value #LIMIT} and drops older ones, so that
 * a simulator that stays up for days does not fill its memory.
 */
public final class Journal {

  private static final int LIMIT = 100_000;

  private final TreeMap<Long, JournalEntry> entries = new TreeMap<>();
  private final Map<String, Long> numberByJob = new HashMap<>();
  private long last;

  /** Notes a request that just came in. */
  public synchronized JournalEntry open(
      Instant at, String caller, String command, Map<String, String> parameters, boolean mutating) {
    JournalEntry entry =
        new JournalEntry(++last, at, caller, command, parameters, mutating, 0, null, null, null);
    entries.put(entry.number(), entry);
    if (entries.size() > LIMIT) {
      JournalEntry dropped = entries.pollFirstEntry().getValue();
      numberByJob.remove(dropped.jobId());
    }
    return entry;
  }

  /** Notes how the request was answered. Status 0 says that the connection was cut. */
  public synchronized void answered(JournalEntry entry, int status, String note) {
    entries.computeIfPresent(
        entry.number(), (number, known) -> known.answered(status, known.jobId(), note));
  }

  /** Notes that the request started a job. */
  public synchronized void started(JournalEntry entry, String jobId) {
    entries.computeIfPresent(
        entry.number(), (number, known) -> known.answered(known.status(), jobId, known.note()));
    numberByJob.put(jobId, entry.number());
  }

  /** Notes the end of a job that one of the requests started. */
  public synchronized void jobEnded(String jobId, String end) {
    Long number = numberByJob.get(jobId);
    if (number != null) {
      entries.computeIfPresent(number, (n, known) -> known.ended(end));
    }
  }

  /** The request that started the job, if it is still kept. */
  public synchronized Optional<JournalEntry> startOf(String jobId) {
    return Optional.ofNullable(numberByJob.get(jobId)).map(entries::get);
  }

  /** All requests that are kept, oldest first. */
  public synchronized List<JournalEntry> entries() {
    return new ArrayList<>(entries.values());
  }

  /** The requests after the given number, oldest first. */
  public synchronized List<JournalEntry> since(long number) {
    return new ArrayList<>(entries.tailMap(number, false).values());
  }

  /** The requests that match, oldest first. */
  public List<JournalEntry> find(Predicate<JournalEntry> wanted) {
    return entries().stream().filter(wanted).toList();
  }

  /** The requests with this command, oldest first. */
  public List<JournalEntry> of(String command) {
    return find(entry -> entry.command().equals(command));
  }

  /** Forgets all requests; the numbers go on. */
  public synchronized void clear() {
    entries.clear();
    numberByJob.clear();
  }
}
