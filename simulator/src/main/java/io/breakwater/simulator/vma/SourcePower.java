package io.breakwater.simulator.vma;

import java.time.Clock;
import java.time.Instant;

/** The power state of one source VM and how it behaves when it is told to change it. */
final class SourcePower {

  private final Clock clock;
  private final Runnable changed;
  private volatile boolean on;
  private boolean ignoresShutdown;
  private boolean unreadable;
  private boolean refusesToStart;
  private Instant changedAt;
  private long shutdownsAsked;

  SourcePower(boolean on, Clock clock, Runnable changed) {
    this.on = on;
    this.clock = clock;
    this.changed = changed;
    this.changedAt = clock.instant();
  }

  /** Not synchronized: saving reads the others while one of them changes. */
  boolean isOn() {
    return on;
  }

  synchronized void set(boolean powered) {
    if (on != powered) {
      on = powered;
      changedAt = clock.instant();
      changed.run();
    }
  }

  /** Begins a guest shutdown; the number tells whether a later power-on made it obsolete. */
  synchronized long askToShutDown() {
    return ++shutdownsAsked;
  }

  /** The guest has come to its end, unless it ignores the request or was switched on since. */
  synchronized void shutDown(long asked) {
    if (!ignoresShutdown && asked == shutdownsAsked) {
      set(false);
    }
  }

  synchronized void powerOn() {
    shutdownsAsked++;
    set(true);
  }

  synchronized void ignoreShutdown(boolean ignore) {
    ignoresShutdown = ignore;
  }

  synchronized void unreadable(boolean value) {
    unreadable = value;
  }

  synchronized boolean isUnreadable() {
    return unreadable;
  }

  synchronized void refuseToStart(boolean refuse) {
    refusesToStart = refuse;
  }

  synchronized boolean refusesToStart() {
    return refusesToStart;
  }

  synchronized Instant changedAt() {
    return changedAt;
  }
}
