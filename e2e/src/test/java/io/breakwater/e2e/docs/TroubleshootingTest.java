package io.breakwater.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The guide by symptom has a line for everything that Breakwater can report. */
class TroubleshootingTest {
  private static final Path ROOT = Path.of("..");

  /**
   * Where a refusal gets its code: the first argument, alone on its line or before what is said.
   */
  private static final Pattern CODE =
      Pattern.compile("(?:\\b(?:add|addForPerson|refused?)|new Reason)\\(\\s*\"([A-Z][A-Z_]+)\"");

  private static final Pattern TYPE =
      Pattern.compile("static final String [A-Z_]+ =\\s*\"([A-Z][a-zA-Z]*[a-z])\"");

  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

  @Test
  void hasALineForEveryCodeOfARefusal() throws IOException {
    Set<String> codes = found(CODE, sources("workflows"));

    assertThat(codes).contains("DIRTY_DISK", "ON_FOREIGN_VM", "REASON_MISSING", "TOO_MANY");
    assertThat(missing(codes)).isEmpty();
  }

  @Test
  void hasALineForEveryTypeOfFailure() throws IOException {
    Set<String> types = found(TYPE, sources("workflows") + sources("activities"));

    assertThat(types).contains("InjectionFailed", "LeaseHeld", "NotAsExpected");
    assertThat(missing(types)).isEmpty();
  }

  @Test
  void hasALineForEveryAlert() throws IOException {
    Set<String> alerts =
        found(ALERT, Files.readString(ROOT.resolve("docker/prometheus/alerts.yml")));

    assertThat(alerts).contains("BreakwaterNoWorker");
    assertThat(missing(alerts)).isEmpty();
  }

  private static Set<String> missing(Set<String> words) throws IOException {
    String guide = Files.readString(ROOT.resolve("docs/troubleshooting.md"));
    return words.stream()
        .filter(word -> !guide.contains("`" + word))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(TroubleshootingTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }
}
