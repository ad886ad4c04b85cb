package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The public load tool of that name, which sends requests at a constant rate whether or not answers
 * come. Looked for on the PATH and in the user's cache, else built by Go from its module.
 *
 * @param path the executable
 */
public record Vegeta(Path path) {
  private static final String NAME = "vegeta";
  private static final String MODULE = "github.com/tsenart/vegeta/v12";

  /** What is built where none is there. */
  public static final String VERSION = "12.12.0";

  private static final Duration BUILDING = Duration.ofMinutes(15);

  /**
   * Finds or builds the program.
   *
   * @throws EmbeddedServerException when there is none, with what to do
   */
  public static Vegeta locate() {
    return locate(ArtifactCache.ofUser(), Executables.searchPath(List.of()));
  }

  static Vegeta locate(ArtifactCache cache, List<Path> searchPath) {
    String entry = NAME + "-" + VERSION;
    Path cached = cache.path().resolve(entry).resolve(NAME);
    Optional<Path> found =
        Executables.find(NAME, searchPath)
            .or(() -> Optional.of(cached).filter(Files::isExecutable));
    if (found.isPresent()) {
      return new Vegeta(found.get());
    }
    Path go =
        Executables.find("go", searchPath)
            .orElseThrow(
                () ->
                    new EmbeddedServerException(
                        "no vegeta on the PATH or in "
                            + cached
                            + ", and no go to build it: put vegeta on the PATH"));
    try {
      return new Vegeta(cache.entry(entry, draft -> build(go, draft)).resolve(NAME));
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "building vegeta " + VERSION + " with " + go + ": " + e.getMessage(), e);
    }
  }

  /** Not by {@code go install}: that asks for the list of versions, which not every proxy has. */
  private static void build(Path go, Path draft) throws IOException {
    Files.writeString(
        draft.resolve("go.mod"),
        "module load\n\ngo 1.22\n\nrequire " + MODULE + " v" + VERSION + "\n");
    Executables.Output output =
        Executables.run(
            List.of(
                go.toString(),
                "-C",
                draft.toString(),
                "build",
                "-mod=mod",
                "-o",
                draft.resolve(NAME).toString(),
                MODULE),
            Map.of(),
            BUILDING);
    if (!output.succeeded()) {
      throw new IOException("go build ended with " + output.oneLine());
    }
  }
}
