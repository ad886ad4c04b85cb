package io.breakwater.e2e.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulator.embedded.Vegeta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Requests at a constant rate by vegeta: the next one is sent whether or not answers come. */
final class Attack {
  private final Vegeta tool;
  private final Path directory;
  private final Path targets;

  /**
   * An attack that has not begun.
   *
   * @param urls asked in turn
   * @param token of the caller
   */
  Attack(Vegeta tool, Path directory, List<String> urls, String token) {
    this.tool = tool;
    this.directory = directory;
    this.targets = directory.resolve("targets");
    List<String> lines = new ArrayList<>();
    urls.forEach(url -> lines.add("GET " + url + "\nAuthorization: Bearer " + token + "\n"));
    try {
      Files.createDirectories(directory);
      Files.writeString(targets, String.join("\n", lines));
    } catch (IOException e) {
      throw new UncheckedIOException("write " + targets, e);
    }
  }

  /** Sends so many a second for so long, and says how it went. */
  Outcome run(int perSecond, Duration time) throws InterruptedException {
    Path results = directory.resolve("results.bin");
    vegeta(
        "attack",
        "-targets=" + targets,
        "-rate=" + perSecond + "/s",
        "-duration=" + time.toSeconds() + "s",
        "-timeout=10s",
        "-max-body=0",
        "-output=" + results);
    try {
      return Outcome.of(
          new ObjectMapper().readTree(vegeta("report", "-type=json", results.toString())));
    } catch (IOException e) {
      throw new UncheckedIOException("read vegeta's report of " + results, e);
    }
  }

  private String vegeta(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of(tool.path().toString()));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ended with: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException("run " + command, e);
    }
  }

  /**
   * How requests were answered.
   *
   * @param rate requests sent per second
   * @param success the part that was answered with 200
   * @param errors what else was answered, each once
   */
  record Outcome(
      double rate,
      double success,
      double medianMs,
      double p99Ms,
      double longestMs,
      List<String> errors) {
    private static final double NANOS = 1e6;

    static Outcome of(JsonNode report) {
      List<String> errors = new ArrayList<>();
      report.path("errors").forEach(error -> errors.add(error.asText()));
      JsonNode latencies = report.path("latencies");
      return new Outcome(
          report.path("rate").asDouble(),
          report.path("success").asDouble(),
          latencies.path("50th").asDouble() / NANOS,
          latencies.path("99th").asDouble() / NANOS,
          latencies.path("max").asDouble() / NANOS,
          errors);
    }
  }
}
