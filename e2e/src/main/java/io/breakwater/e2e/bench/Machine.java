package io.breakwater.e2e.bench;

import io.breakwater.simulator.embedded.TemporalCli;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Where and of what the figures were measured. */
final class Machine {
  private Machine() {}

  static Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("measuredAt", Instant.now().toString());
    facts.put("commit", commit());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("processor", line("/proc/cpuinfo", "model name"));
    facts.put("memory", line("/proc/meminfo", "MemTotal"));
    facts.put("loadBefore", first("/proc/loadavg"));
    facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("java", System.getProperty("java.runtime.version"));
    facts.put("temporalCli", TemporalCli.locate().version());
    return facts;
  }

  private static String commit() {
    String home = System.getProperty("breakwater.home", ".");
    try {
      Process git =
          new ProcessBuilder("git", "-C", home, "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(10, TimeUnit.SECONDS) && !said.isEmpty() ? said : "unknown";
    } catch (IOException e) {
      return "unknown";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "unknown";
    }
  }

  private static String line(String file, String name) {
    Path path = Path.of(file);
    if (!Files.isReadable(path)) {
      return "unknown";
    }
    try (var lines = Files.lines(path)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }

  private static String first(String file) {
    try {
      return Files.isReadable(Path.of(file)) ? Files.readString(Path.of(file)).strip() : "unknown";
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }
}
