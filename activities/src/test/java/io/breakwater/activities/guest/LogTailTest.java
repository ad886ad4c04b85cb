package io.breakwater.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
  @TempDir Path directory;

  @Test
  void showsTheLastLinesWithoutSecretsAndControlCharacters() throws Exception {
    Path log = directory.resolve("log");
    Files.writeString(
        log,
        """
        first

        DB_PASSWORD=hunter2 rest
        get https://me:pw@host/x?apiKey=abc&b=1
        \u001b[31mred\u001b[0m
        """);

    String tail = LogTail.of(log, 3);

    assertThat(tail)
        .doesNotContain("first", "hunter2", "me:pw", "abc", "\u001b")
        .contains("DB_PASSWORD=*** rest", "https://***@host", "red");
  }

  @Test
  void readsOnlyTheEndOfALongLog() throws Exception {
    Path log = directory.resolve("log");
    Files.writeString(log, "x".repeat(5_000_000) + "\nlast line\n");

    assertThat(LogTail.of(log, 1)).isEqualTo("last line");
  }

  @Test
  void saysSoWhenThereIsNoLog() {
    assertThat(LogTail.of(directory.resolve("none"), 1)).startsWith("no log at");
  }
}
