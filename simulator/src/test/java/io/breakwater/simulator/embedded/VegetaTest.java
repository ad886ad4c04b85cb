package io.breakwater.simulator.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VegetaTest {
  @TempDir private Path folder;
  private Path onPath;
  private ArtifactCache cache;

  @BeforeEach
  void prepare() throws IOException {
    onPath = Files.createDirectory(folder.resolve("bin"));
    cache = new ArtifactCache(folder.resolve("cache"));
  }

  @Test
  void isTakenFromThePath() throws IOException {
    Path program = program("vegeta", "exit 1");

    assertThat(Vegeta.locate(cache, List.of(onPath)).path()).isEqualTo(program);
  }

  @Test
  void isBuiltOnce() throws IOException {
    program(
        "go",
        "echo '#!/bin/sh' > \"$6\"; chmod +x \"$6\"; cp \"$2/go.mod\" "
            + folder.resolve("asked-for"));
    Path built = Vegeta.locate(cache, List.of(onPath)).path();
    Files.delete(onPath.resolve("go"));

    assertThat(Vegeta.locate(cache, List.of(onPath)).path()).isEqualTo(built);

    assertThat(folder.resolve("asked-for"))
        .content()
        .contains("require github.com/tsenart/vegeta/v12 v" + Vegeta.VERSION);
  }

  @Test
  void saysWhatToDoWhereItCannotBeBuilt() {
    assertThatThrownBy(() -> Vegeta.locate(cache, List.of(onPath)))
        .isInstanceOf(EmbeddedServerException.class)
        .hasMessageContaining("put vegeta on the PATH");
  }

  private Path program(String name, String script) throws IOException {
    Path file = Files.writeString(onPath.resolve(name), "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
