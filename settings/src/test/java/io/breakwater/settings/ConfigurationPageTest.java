package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} and the shipped file say what the table of settings says. */
class ConfigurationPageTest {
  private static final Path PAGE = Path.of("..", "docs", "configuration.md");

  @Test
  void holdsTheTableOfSettings() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(page)
        .as("replace the table in docs/configuration.md by this one")
        .contains(Catalogue.markdown());
  }
}
