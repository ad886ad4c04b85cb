package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say of settings. */
class DocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern VARIABLE = Pattern.compile("\\bBREAKWATER_[A-Z_]*[A-Z]\\b");

  /** As in <code>`BREAKWATER_RETRY_FIRST` (`PT1S`)</code>. */
  private static final Pattern DEFAULT =
      Pattern.compile("`(BREAKWATER_[A-Z_]+)` \\(`?([A-Z0-9.]+)`?\\)");

  private static final Pattern TOML = Pattern.compile("```toml\\n(.*?)```", Pattern.DOTALL);

  private static final Map<String, Setting<?>> BY_VARIABLE =
      Catalogue.all().stream()
          .collect(Collectors.toMap(Setting::variable, setting -> setting, (one, same) -> one));

  static Stream<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs.sorted().toList().stream());
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void nameVariablesThatThereAre(Path document) throws IOException {
    Set<String> named =
        VARIABLE
            .matcher(Files.readString(document))
            .results()
            .map(MatchResult::group)
            .map(name -> name.replaceFirst("_FILE$", ""))
            .collect(Collectors.toSet());

    assertThat(BY_VARIABLE.keySet()).containsAll(named);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void sayTheDefaultsOfTheTable(Path document) throws IOException {
    DEFAULT
        .matcher(Files.readString(document))
        .results()
        .forEach(
            said ->
                assertThat(BY_VARIABLE.get(said.group(1)).preset())
                    .as(said.group())
                    .isEqualTo(said.group(2)));
  }

  @Test
  void showAFileThatCanBeRead(@TempDir Path folder) throws IOException {
    String page = Files.readString(ROOT.resolve("docs/configuration.md"));
    String shown = TOML.matcher(page).results().findFirst().orElseThrow().group(1);
    String here = shown.replace("/etc/breakwater", folder.toString());
    Path file = Files.writeString(folder.resolve("breakwater.toml"), here);
    Files.writeString(folder.resolve("db-password"), "secret");

    for (Part part : Set.of(Part.WORKER, Part.GATEWAY)) {
      Settings.read(part, Optional.of(file), Map.of()).refuseMistakes();
    }
  }
}
