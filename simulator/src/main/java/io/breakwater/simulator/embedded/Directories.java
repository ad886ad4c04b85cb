package io.breakwater.simulator.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of an embedded server: private to the user, and gone when they were temporary. */
final class Directories {
  private Directories() {}

  static Path createPrivate(Path directory) throws IOException {
    Files.createDirectories(directory.toAbsolutePath().getParent());
    if (!Files.isDirectory(directory)) {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    return directory.toRealPath();
  }

  static void deleteIfThere(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    List<Path> children;
    try (Stream<Path> walk = Files.walk(directory)) {
      children = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path child : children) {
      Files.deleteIfExists(child);
    }
  }
}
