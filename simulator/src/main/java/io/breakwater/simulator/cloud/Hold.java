package io.breakwater.simulator.cloud;

import io.breakwater.simulator.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps requests, or the jobs they started, in the middle for as long as a test wants. Catches all
 * that match until it is released. Thread-safe.
 */
public final class Hold {

  /** Where to hold. */
  public enum At {
    /** The request came in; nothing happened yet and nothing was answered. */
    REQUEST,
    /** The request was answered; its job has begun and does not end. */
    JOB
  }

  private final At at;
  private final Predicate<JournalEntry> which;
  private final List<Runnable> kept = new ArrayList<>();
  private int caught;
  private boolean released;

  Hold(At at, Predicate<JournalEntry> which) {
    this.at = at;
    this.which = which;
  }

  /** How many it keeps right now. */
  public synchronized int keeps() {
    return kept.size();
  }

  /** How many it caught so far. */
  public synchronized int caught() {
    return caught;
  }

  /** Lets go what it keeps right now and goes on catching. */
  public void pass() {
    List<Runnable> free;
    synchronized (this) {
      free = List.copyOf(kept);
      kept.clear();
    }
    free.forEach(Runnable::run);
  }

  /** Catches nothing any more, but goes on keeping what it keeps. */
  public synchronized void catchNoMore() {
    released = true;
  }

  /** Lets go what it keeps and catches nothing any more. */
  public void release() {
    synchronized (this) {
      released = true;
    }
    pass();
  }

  /** Keeps the action if it catches the entry; else returns false. */
  boolean keep(At where, JournalEntry entry, Runnable action) {
    if (where != at || !which.test(entry)) {
      return false;
    }
    synchronized (this) {
      if (released) {
        return false;
      }
      caught++;
      kept.add(action);
      return true;
    }
  }
}
