package io.breakwater.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {
  private static final long LIFE = 1_000;
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger reads = new AtomicInteger();
  private final Recent<String> recent =
      new Recent<>(this::read, Duration.ofNanos(LIFE), 2, now::get);

  private String read(String key) {
    if (key.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    return key + reads.incrementAndGet();
  }

  @Test
  void readsEachOnceInAWhile() {
    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(recent.of("a")).isEqualTo("a1");
    assertThat(recent.of("b")).isEqualTo("b2");

    now.addAndGet(LIFE);

    assertThat(recent.of("a")).isEqualTo("a3");
  }

  @Test
  void readsAnewWhatWasForgotten() {
    recent.of("a");

    recent.forget("a");

    assertThat(recent.of("a")).isEqualTo("a2");
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
