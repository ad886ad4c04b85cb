package io.breakwater.gateway.operation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Values by key, each read once in a while, however many ask for it. Nobody waits for one that is
 * asked for all the time: shortly after its life it is handed out once more while it is read anew.
 * Whoever asks for one that is not known, or older, waits for it. Thread-safe.
 */
public final class Recent<T> {
  private static final Duration GRACE = Duration.ofSeconds(1);
  private static final int READERS = 4;
  private static final int IDLE_SECONDS = 10;

  private final Function<String, Value<T>> reading;
  private final int most;
  private final LongSupplier nanos;
  private final Executor readers;
  private final Map<String, Slot<T>> slots = new ConcurrentHashMap<>();

  /**
   * Reads when first asked.
   *
   * @param most how many keys are remembered
   */
  public Recent(Function<String, Value<T>> reading, int most) {
    this(reading, most, System::nanoTime, pool());
  }

  /**
   * The same.
   *
   * @param nanos the clock, as {@link System#nanoTime}
   * @param readers read what is handed out meanwhile
   */
  Recent(Function<String, Value<T>> reading, int most, LongSupplier nanos, Executor readers) {
    this.reading = reading;
    this.most = most;
    this.nanos = nanos;
    this.readers = readers;
  }

  /** Its threads go when nobody asks, so that nobody has to stop them. */
  private static Executor pool() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            READERS,
            READERS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "reader");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** The value of this key; what reading throws is thrown, and nothing is kept of it. */
  public T of(String key) {
    if (slots.size() > most) {
      // Rare, and dearer to do better than to read some of them once more.
      slots.clear();
    }
    Slot<T> slot = slots.computeIfAbsent(key, k -> new Slot<>());
    Entry<T> known = slot.entry;
    if (known != null) {
      long over = nanos.getAsLong() - known.untilNanos();
      if (over < 0) {
        return known.value();
      }
      if (over < GRACE.toNanos()) {
        readSoon(key, slot);
        return known.value();
      }
    }
    return readNow(key, slot);
  }

  private void readSoon(String key, Slot<T> slot) {
    if (slot.isBeingRead.compareAndSet(false, true)) {
      readers.execute(
          () -> {
            try {
              slot.entry = read(key);
            } catch (RuntimeException e) {
              // Who asks next reads it and is told why it cannot be.
              slots.remove(key, slot);
            } finally {
              slot.isBeingRead.set(false);
            }
          });
    }
  }

  private T readNow(String key, Slot<T> slot) {
    synchronized (slot) {
      Entry<T> known = slot.entry;
      if (known != null && nanos.getAsLong() - known.untilNanos() < 0) {
        return known.value();
      }
      try {
        slot.entry = read(key);
        return slot.entry.value();
      } catch (RuntimeException e) {
        slots.remove(key, slot);
        throw e;
      }
    }
  }

  private Entry<T> read(String key) {
    Value<T> value = reading.apply(key);
    return new Entry<>(value.value(), nanos.getAsLong() + value.life().toNanos());
  }

  /** Something was done to it just now: the next one who asks gets a new one. */
  public void forget(String key) {
    slots.remove(key);
  }

  /** Something was done to one of them, nobody says which. */
  public void forgetAll() {
    slots.clear();
  }

  /**
   * What was read.
   *
   * @param life how long it counts
   */
  public record Value<T>(T value, Duration life) {}

  private record Entry<T>(T value, long untilNanos) {}

  private static final class Slot<T> {
    private final AtomicBoolean isBeingRead = new AtomicBoolean();
    private volatile Entry<T> entry;
  }
}
