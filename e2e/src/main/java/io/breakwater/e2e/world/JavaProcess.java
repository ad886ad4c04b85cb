package io.breakwater.e2e.world;

import io.breakwater.simulator.embedded.GuardedProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A main class of ours in a JVM of its own, on the class path of this one; it cannot outlive us.
 */
public final class JavaProcess implements AutoCloseable {
  /** For processes that live for minutes: soon there, and little work for the compiler. */
  static final List<String> SHORT_LIVED =
      List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");

  /** As the distribution's script starts a gateway. */
  static final List<String> INSTALLED_GATEWAY = List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError");

  /** How a worker's log begins to say what it waits for. */
  static final String WAITING = "waiting: ";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  /** What of the class path no process of ours needs. */
  private static final String TESTS = "io/breakwater/e2e";

  private final String name;
  private final Path log;
  private final GuardedProcess process;
  private final ClassArchive archive;

  private JavaProcess(String name, Path log, GuardedProcess process, ClassArchive archive) {
    this.name = name;
    this.log = log;
    this.process = process;
    this.archive = archive;
  }

  /**
   * Starts the class and returns at once. Its output goes to {@code <directory>/<name>.log}.
   *
   * @param jvm options of the JVM
   * @param instead directories of classes that go before those of the same name
   */
  static JavaProcess start(
      String name,
      String mainClass,
      Map<String, String> environment,
      Path directory,
      List<String> jvm,
      List<Path> instead) {
    Path log = directory.resolve(name + ".log");
    String classPath = classPath(instead);
    ClassArchive archive = ClassArchive.of(mainClass, classPath);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(archive.options());
    // Worker and gateway bring a configuration each, and both lie on this class path.
    command.add("-Dlogback.statusListenerClass=ch.qos.logback.core.status.NopStatusListener");
    command.addAll(List.of("-cp", classPath, mainClass));
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(log);
    } catch (IOException e) {
      throw new UncheckedIOException("prepare " + log, e);
    }
    return new JavaProcess(
        name, log, GuardedProcess.start(name, command, environment, directory, log), archive);
  }

  /** Ours, with absolute paths: the process runs in another directory. */
  private static String classPath(List<Path> first) {
    Stream<Path> ours =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(entry -> !Files.isDirectory(entry.resolve(TESTS)));
    return Stream.concat(first.stream(), ours)
        .map(entry -> entry.toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Waits until the process prints a line that contains one of the texts.
   *
   * @throws IllegalStateException with the end of its log when it ends or stays silent
   */
  JavaProcess awaitLine(String... texts) {
    long limit = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      if (Arrays.stream(texts).anyMatch(this::hasPrinted)) {
        return this;
      }
      if (!process.isAlive()) {
        break;
      }
      pause();
    }
    throw new IllegalStateException(name + " did not start: " + why());
  }

  private String why() {
    return lines()
        .filter(line -> line.contains("cannot start: "))
        .findFirst()
        .orElseGet(process::explain);
  }

  /** What a worker said that it waits for before it can begin. */
  public Optional<String> waitingFor() {
    return lines()
        .filter(line -> line.contains(WAITING))
        .findFirst()
        .map(JavaProcess::afterWaiting);
  }

  private static String afterWaiting(String line) {
    return line.substring(line.indexOf(WAITING) + WAITING.length());
  }

  private boolean hasPrinted(String text) {
    return lines().anyMatch(line -> line.contains(text));
  }

  private Stream<String> lines() {
    try {
      return Files.exists(log) ? Files.readString(log).lines() : Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("read " + log, e);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a process was starting", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public Path log() {
    return log;
  }

  /** SIGKILL, as a crash. */
  public void kill() {
    process.kill();
    archive.ended();
  }

  /** SIGTERM, as an orderly shutdown. */
  @Override
  public void close() {
    process.stop(STOP_PATIENCE);
    archive.ended();
  }
}
