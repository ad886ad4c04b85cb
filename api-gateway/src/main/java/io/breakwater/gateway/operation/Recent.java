package io.breakwater.gateway.operation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Values by key, each read at most once in a while, however many ask for it. Whoever asks for one
 * while it is read waits for it. Thread-safe.
 */
public final class Recent<T> {
  private final Function<String, T> reading;
  private final Duration life;
  private final int most;
  private final LongSupplier nanos;
  private final Map<String, Cached<T>> values = new ConcurrentHashMap<>();

  /**
   * Reads when first asked.
   *
   * @param life how long a value that was read counts
   * @param most how many keys are remembered
   * @param nanos the clock, as {@link System#nanoTime}
   */
  public Recent(Function<String, T> reading, Duration life, int most, LongSupplier nanos) {
    this.reading = reading;
    this.life = life;
    this.most = most;
    this.nanos = nanos;
  }

  /** The value of this key; what reading throws is thrown, and nothing is kept of it. */
  public T of(String key) {
    if (values.size() > most) {
      // Rare, and dearer to do better than to read some of them once more.
      values.clear();
    }
    try {
      return values
          .computeIfAbsent(key, k -> new Cached<>(() -> reading.apply(k), life, nanos))
          .get();
    } catch (RuntimeException e) {
      values.remove(key);
      throw e;
    }
  }

  /** Something was done to it just now: the next one who asks gets a new one. */
  public void forget(String key) {
    values.remove(key);
  }
}
