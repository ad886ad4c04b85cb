package io.breakwater.simulator.cloud;

import io.breakwater.simulator.cloud.Hold.At;
import io.breakwater.simulator.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** The holds of one cloud; of several that match, the oldest catches. */
final class Holds {

  private final List<Hold> holds = new CopyOnWriteArrayList<>();

  void add(Hold hold) {
    holds.add(hold);
  }

  void releaseAll() {
    holds.forEach(Hold::release);
    holds.clear();
  }

  /** Blocks the calling thread while a hold keeps the request. Not to be called with a lock. */
  void atRequest(JournalEntry entry) {
    CountDownLatch free = new CountDownLatch(1);
    if (!isKept(At.REQUEST, entry, free::countDown)) {
      return;
    }
    try {
      free.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs the action now, or when the hold that keeps the job lets it go. */
  void atJob(JournalEntry entry, Runnable action) {
    if (!isKept(At.JOB, entry, action)) {
      action.run();
    }
  }

  private boolean isKept(At where, JournalEntry entry, Runnable action) {
    return holds.stream().anyMatch(hold -> hold.keep(where, entry, action));
  }
}
