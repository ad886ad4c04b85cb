package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CheckupTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

  @Test
  void triesEverythingAndSaysWhatToDo() {
    Checkup checkup =
        new Checkup(Duration.ofSeconds(30))
            .add("database", CheckupTest::refused, "see db.password")
            .add("VMA", () -> "answered 200", "open the tunnel");

    assertThat(checkup.isPassed(out)).isFalse();

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .anyMatch(line -> line.matches("FAILED +database +connect: access denied"))
        .anyMatch(line -> line.endsWith("-> see db.password"))
        .anyMatch(line -> line.matches("ok +VMA +answered 200"));
  }

  @Test
  void saysTheCauseBehindAMessageOfManyLinesAndWhatToDoAboutThatOne() {
    Exception failure = new IOException("io\npipeline", new IOException("not trusted"));
    Checkup checkup =
        new Checkup(Duration.ofSeconds(30))
            .add(
                "Temporal",
                () -> {
                  throw failure;
                },
                seen -> seen.equals(failure) ? "trust it" : "?");

    assertThat(checkup.isPassed(out)).isFalse();

    assertThat(written.toString(StandardCharsets.UTF_8).lines().map(String::strip))
        .containsExactly("FAILED  Temporal       io: not trusted", "-> trust it");
  }

  @Test
  void doesNotWaitForWhatNeverAnswers() {
    CountDownLatch never = new CountDownLatch(1);
    Checkup checkup =
        new Checkup(Duration.ofMillis(50))
            .add(
                "Temporal",
                () -> {
                  never.await();
                  return "";
                },
                "start it");

    assertThat(checkup.isPassed(out)).isFalse();
    assertThat(written.toString(StandardCharsets.UTF_8)).contains("no answer within");
  }

  private static String refused() throws IOException {
    throw new IOException("connect", new IOException("access denied"));
  }
}
