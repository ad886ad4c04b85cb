package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.settings.CommandLine.Action;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  @Test
  void namesTheFileByOptionOrVariable() {
    Map<String, String> environment = Map.of("BREAKWATER_CONFIG", "/etc/one.toml");

    assertThat(of(environment).config()).contains(Path.of("/etc/one.toml"));
    assertThat(of(environment, "--config", "/etc/two.toml", "--check-config"))
        .returns(Action.CHECK, CommandLine::action)
        .returns(Path.of("/etc/two.toml"), line -> line.config().orElseThrow());
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThatThrownBy(() -> of(Map.of(), "--verbose")).hasMessageContaining("--verbose");
  }

  @Test
  void saysWhichBuildItIs() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    boolean answered =
        of(Map.of(), "--version")
            .isAnswered("worker", new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(answered).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .matches("(?s)Breakwater [0-9][^$]* \\(build [^$]+, Java .+\\)\\s+");
  }

  private static CommandLine of(Map<String, String> environment, String... arguments) {
    return CommandLine.of(arguments, environment);
  }
}
