package io.breakwater.e2e.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an earlier world left in the directory of one that keeps nothing. Ids are made of names, so
 * a VM of this world would find its source switched off, and its disks written to, by another.
 */
final class Leftovers {
  private Leftovers() {}

  /** The logs stay until they are written anew. */
  static void remove(Path directory) {
    for (String part : List.of("site", "state")) {
      Path tree = directory.resolve(part);
      try {
        delete(tree);
      } catch (IOException e) {
        throw new UncheckedIOException("remove what an earlier world left in " + tree, e);
      }
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(tree)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
