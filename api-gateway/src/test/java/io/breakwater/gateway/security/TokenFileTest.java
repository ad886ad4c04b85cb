package io.breakwater.gateway.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
  @TempDir Path directory;

  @Test
  void knowsWhoATokenIsFrom() throws Exception {
    Path file =
        write(
            "# people\n\n"
                + Secrets.line("anna", Role.ADMIN, "one")
                + "\n"
                + Secrets.line("ben", Role.VIEWER, "two")
                + "\n");

    TokenFile tokens = TokenFile.of(file);

    assertThat(tokens.callerOf("one")).contains(new Caller("anna", Role.ADMIN));
    assertThat(tokens.callerOf("two")).contains(new Caller("ben", Role.VIEWER));
    assertThat(tokens.callerOf("three")).isEmpty();
    assertThat(Files.readString(file)).doesNotContain("one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "anna admin", "anna root sha256:00", "anna admin plain:secret"})
  void refusesAFileThatSaysNothingOrNonsense(String text) throws Exception {
    Path file = write(text);

    assertThatThrownBy(() -> TokenFile.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void readsAgainWhenTheFileChanged() throws Exception {
    Path file = write(Secrets.line("anna", Role.ADMIN, "one"));
    TokenFile tokens = TokenFile.of(file);

    write(Secrets.line("anna", Role.VIEWER, "one"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> tokens.callerOf("one").orElseThrow().role() == Role.VIEWER);
  }

  @Test
  void goesOnWithWhatItKnowsWhileTheFileIsBroken() throws Exception {
    Path file = write(Secrets.line("anna", Role.ADMIN, "one"));
    TokenFile tokens = TokenFile.of(file);

    Files.delete(file);

    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(20))
        .until(() -> tokens.callerOf("one").isPresent());
  }

  @Test
  void givesSoManyASecondAndSomeAtOnce() {
    AtomicLong nanos = new AtomicLong();
    RateLimit limit = new RateLimit(2, 3, nanos::get);

    assertThat(Stream.generate(() -> limit.take("a")).limit(4))
        .containsExactly(true, true, true, false);
    assertThat(limit.take("b")).isTrue();
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    assertThat(limit.take("a")).isTrue();
    assertThat(limit.take("a")).isFalse();
  }

  private Path write(String text) throws Exception {
    return Files.writeString(directory.resolve("tokens"), text);
  }
}
