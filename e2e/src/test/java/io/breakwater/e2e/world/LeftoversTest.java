package io.breakwater.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir private Path directory;

  @Test
  void removesTheSiteAndTheStateOfAnEarlierWorldAndNothingElse() throws IOException {
    for (String file : new String[] {"site/powered-off", "site/by-id/disk", "state/run/pid"}) {
      Files.createDirectories(directory.resolve(file).getParent());
      Files.writeString(directory.resolve(file), "left");
    }
    Files.writeString(directory.resolve("flush.sh"), "of this world");

    Leftovers.remove(directory);

    assertThat(directory).isDirectoryNotContaining(Files::isDirectory);
    assertThat(directory.resolve("flush.sh")).exists();
  }

  @Test
  void hasNothingToDoInANewDirectory() {
    Leftovers.remove(directory.resolve("none"));

    assertThat(directory).isEmptyDirectory();
  }
}
