package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporalCliTest {
  @TempDir private Path folder;
  private Path onPath;
  private ArtifactCache cache;

  @BeforeEach
  void prepare() throws IOException {
    onPath = Files.createDirectory(folder.resolve("bin"));
    cache = new ArtifactCache(folder.resolve("cache"));
  }

  @Test
  void takesTheFileTheEnvironmentNames() throws IOException {
    Path named = program(folder.resolve("mine"), "0.0.0-DEV", "1.29.1");
    program(onPath.resolve("temporal"), "1.9.1", "1.32.0");

    TemporalCli cli =
        TemporalCli.locate(
            Map.of("BREAKWATER_TEMPORAL_CLI", named.toString()), cache, List.of(onPath));

    assertThat(cli.path()).isEqualTo(named);
    assertThat(cli.version()).contains("Server 1.29.1");
  }

  @Test
  void doesNotLookElsewhereWhenTheNamedFileFails() throws IOException {
    program(onPath.resolve("temporal"), "1.9.1", "1.32.0");
    Map<String, String> env =
        Map.of("BREAKWATER_TEMPORAL_CLI", folder.resolve("missing").toString());

    assertThatThrownBy(() -> TemporalCli.locate(env, cache, List.of(onPath)))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("BREAKWATER_TEMPORAL_CLI names " + folder.resolve("missing"));
  }

  @Test
  void prefersTheProgramOnThePathToTheCache() throws IOException {
    Path found = program(onPath.resolve("temporal"), "1.9.1", "1.32.0");
    program(cache.path().resolve("temporal-1.9.1/temporal"), "1.9.1", "1.32.0");

    assertThat(TemporalCli.locate(Map.of(), cache, List.of(onPath)).path()).isEqualTo(found);
  }

  @Test
  void passesOverAProgramOnThePathThatIsTooOld() throws IOException {
    program(onPath.resolve("temporal"), "1.3.0", "1.27.1");
    Path cached = program(cache.path().resolve("temporal-1.9.1/temporal"), "1.9.1", "1.32.0");

    assertThat(TemporalCli.locate(Map.of(), cache, List.of(onPath)).path()).isEqualTo(cached);
  }

  private static Path program(Path file, String version, String server) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "#!/bin/sh\necho 'temporal version " + version + " (Server " + server + ", UI 2.42.1)'\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
