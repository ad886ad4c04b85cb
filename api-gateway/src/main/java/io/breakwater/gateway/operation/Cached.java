package io.breakwater.gateway.operation;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A value that is read at most once in a while, however many ask for it. Whoever asks while it is
 * read waits for it. Thread-safe.
 */
public final class Cached<T> {
  private final Supplier<T> reading;
  private final long lifeNanos;
  private final LongSupplier nanos;
  private volatile Entry<T> entry;

  /**
   * Reads when first asked.
   *
   * @param life how long a value that was read counts
   * @param nanos the clock, as {@link System#nanoTime}
   */
  public Cached(Supplier<T> reading, Duration life, LongSupplier nanos) {
    this.reading = reading;
    this.lifeNanos = life.toNanos();
    this.nanos = nanos;
  }

  /** The value; what reading throws is thrown and not kept. */
  public T get() {
    Entry<T> known = entry;
    return isFresh(known) ? known.value() : refresh();
  }

  /** The next one who asks gets a new one. */
  public void forget() {
    entry = null;
  }

  private synchronized T refresh() {
    Entry<T> known = entry;
    if (isFresh(known)) {
      return known.value();
    }
    T value = reading.get();
    entry = new Entry<>(value, nanos.getAsLong());
    return value;
  }

  private boolean isFresh(Entry<T> known) {
    return known != null && nanos.getAsLong() - known.at() < lifeNanos;
  }

  private record Entry<T>(T value, long at) {}
}
