package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.settings.Launch.Launcher;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private String connection = "fine";

  @Test
  void runsWithTheConfigurationOfTheFileThatIsNamed() {
    assertThat(launch("--config", "its.toml").config()).contains("its.toml");
  }

  @Test
  void answersVersionAndHelpWithoutAConfiguration() {
    assertThat(launch("--version")).isEqualTo(ended(0));
    assertThat(launch("--help")).isEqualTo(ended(0));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Breakwater", "--check-config");
  }

  @Test
  void endsACheckByWhatCanBeUsed() {
    assertThat(launch("--config", "its.toml", "--check-config")).isEqualTo(ended(0));
    connection = "";
    assertThat(launch("--config", "its.toml", "--check-config")).isEqualTo(ended(1));
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("ok ", "FAILED", "-> plug it in");
  }

  @Test
  void saysWhatIsWrongWithOptionsAndSettings() {
    assertThat(launch("--verbose")).isEqualTo(ended(2));
    assertThat(launch()).isEqualTo(ended(2));
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("a-process cannot start: --verbose is no option", "no file");
  }

  private static Launch<String> ended(int exitCode) {
    return new Launch<>(Optional.empty(), exitCode);
  }

  private Launch<String> launch(String... arguments) {
    return new Launcher<String>(
            "a-process",
            (file, environment) ->
                file.orElseThrow(() -> new IllegalArgumentException("no file")).toString(),
            config ->
                new Checkup(Duration.ofSeconds(5)).add("a cable", this::connect, "plug it in"),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .launch(arguments, Map.of());
  }

  private String connect() {
    if (connection.isEmpty()) {
      throw new IllegalStateException("unplugged");
    }
    return connection;
  }
}
