package io.breakwater.e2e.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The JVM's archive of the classes that a process loads (class data sharing), with which the next
 * one of its kind starts faster. The first that ends in an orderly way leaves it behind. For tests
 * that start many: only where the property {@value #DIRECTORY} names a directory, and only while
 * the class path has nothing but archives, which class data sharing asks for.
 */
public final class ClassArchive {
  private static final String DIRECTORY = "breakwater.class-archives";

  private final Path file;
  private final Path coming;
  private final boolean making;

  private ClassArchive(Path file, Path coming, boolean making) {
    this.file = file;
    this.coming = coming;
    this.making = making;
  }

  /** Lets processes that start from now on use archives in that directory, unless they do. */
  public static void keepIn(Path directory) {
    System.getProperties().putIfAbsent(DIRECTORY, directory.toString());
  }

  /** The archive of a main class with a class path. */
  static ClassArchive of(String mainClass, String classPath) {
    String directory = System.getProperty(DIRECTORY, "");
    List<Path> entries = Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
    if (directory.isEmpty() || !entries.stream().allMatch(Files::isRegularFile)) {
      return new ClassArchive(null, null, false);
    }
    String name = mainClass + "-" + Integer.toHexString(entriesHash(entries)) + ".jsa";
    Path file = Path.of(directory).resolve(name).toAbsolutePath();
    Path coming = file.resolveSibling(name + ".coming");
    return new ClassArchive(file, coming, !Files.exists(file) && isFirst(coming));
  }

  private static int entriesHash(List<Path> entries) {
    return entries.stream()
        .map(entry -> entry + " " + entry.toFile().length() + " " + entry.toFile().lastModified())
        .collect(Collectors.joining("\n"))
        .hashCode();
  }

  /** One process makes it, however many start at once. */
  private static boolean isFirst(Path coming) {
    try {
      Files.createDirectories(coming.getParent());
      Files.createFile(coming);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("make " + coming, e);
    }
  }

  /** The options of the JVM that go with it. */
  List<String> options() {
    if (making) {
      return List.of(
          "-XX:ArchiveClassesAtExit=" + coming, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
    }
    return file != null && Files.exists(file)
        ? List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")
        : List.of();
  }

  /** The process has ended: what it left is there for the next, or the next makes it. */
  void ended() {
    if (!making) {
      return;
    }
    try {
      if (Files.size(coming) > 0) {
        Files.move(coming, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.delete(coming);
      }
    } catch (NoSuchFileException | AtomicMoveNotSupportedException e) {
      // Ended twice, or of no use here: the next start is as slow as this one.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException("keep " + coming, e);
    }
  }
}
