package io.breakwater.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {
  private static final long LIFE = 1_000;
  private static final long LONG = Duration.ofMinutes(1).toNanos();
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private boolean broken;
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final Recent<String> recent = new Recent<>(this::read, 2, now::get, later::add);

  private Recent.Value<String> read(String key) {
    if (broken || key.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    return new Recent.Value<>(key + reads.incrementAndGet(), Duration.ofNanos(LIFE));
  }

  @Test
  void readsEachOnceInAWhile() {
    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(recent.of("b")).isEqualTo("b2");

    now.addAndGet(LIFE + LONG);

    assertThat(recent.of("a")).isEqualTo("a3");
  }

  @Test
  void handsOutTheLastOneWhileItIsReadAnew() {
    recent.of("a");
    now.addAndGet(LIFE);

    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(later).as("read once for both").hasSize(1);
    later.remove().run();

    assertThat(recent.of("a")).isEqualTo("a2");
  }

  @Test
  void handsOutNothingThatCouldNotBeReadAnew() {
    recent.of("a");
    now.addAndGet(LIFE);
    recent.of("a");
    broken = true;

    later.remove().run();

    assertThatThrownBy(() -> recent.of("a")).hasMessage("no key");
  }

  @Test
  void readsAnewWhatWasForgotten() {
    recent.of("a");

    recent.forget("a");

    assertThat(recent.of("a")).isEqualTo("a2");
  }

  @Test
  void readsEverythingAnewWhenNobodySaysWhatChanged() {
    recent.of("a");
    recent.of("b");

    recent.forgetAll();

    assertThat(recent.of("a")).isEqualTo("a3");
    assertThat(recent.of("b")).isEqualTo("b4");
  }

  @Test
  void keepsNothingOfAFailure() {
    assertThatThrownBy(() -> recent.of("")).hasMessage("no key");
    assertThatThrownBy(() -> recent.of("")).hasMessage("no key");
  }

  @Test
  void doesNotGrowWithoutEnd() {
    for (int i = 0; i < 100; i++) {
      recent.of("key" + i);
    }

    assertThat(recent.of("key0")).as("was dropped meanwhile").isEqualTo("key0101");
  }
}
