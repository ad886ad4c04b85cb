package io.breakwater.e2e.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  @TempDir private Path directory;
  private String classPath;

  @BeforeEach
  void makeClassPath() throws IOException {
    ClassArchive.keepIn(directory.resolve("archives"));
    classPath = Files.writeString(directory.resolve("some.jar"), "classes").toString();
  }

  @Test
  void isMadeByOneProcessAndUsedByThoseThatStartAfterItsEnd() throws IOException {
    ClassArchive first = ClassArchive.of("Main", classPath);
    String option = first.options().get(0);
    assertThat(option).startsWith("-XX:ArchiveClassesAtExit=");
    assertThat(ClassArchive.of("Main", classPath).options()).isEmpty();

    Files.writeString(Path.of(option.substring(option.indexOf('=') + 1)), "archive");
    first.ended();

    assertThat(ClassArchive.of("Main", classPath).options().get(0))
        .startsWith("-XX:SharedArchiveFile=");
  }

  @Test
  void isMadeByTheNextWhenTheFirstWasKilled() {
    ClassArchive.of("Main", classPath).ended();

    assertThat(ClassArchive.of("Main", classPath).options().get(0))
        .startsWith("-XX:ArchiveClassesAtExit=");
  }

  @Test
  void isNotUsedWithClassesOutsideArchives() {
    assertThat(ClassArchive.of("Main", directory.toString()).options()).isEmpty();
  }
}
