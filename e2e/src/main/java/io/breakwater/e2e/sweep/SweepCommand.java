package io.breakwater.e2e.sweep;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Meets every outgoing call of every kind of workflow with every kind of fault. */
@Command(
    name = "sweep",
    description =
        "Lets every outgoing call of every kind of workflow meet every kind of fault, then pairs of"
            + " faults, and judges every run. Exits with 1 when anything was not as it should be.",
    mixinStandardHelpOptions = true)
public final class SweepCommand implements Callable<Integer> {
  @Option(
      names = "--minutes",
      defaultValue = "20",
      description = "no wave of operations begins after that (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(
      names = "--seed",
      description =
          "decides the order and the pairs of faults; printed, so that it can be repeated")
  private Long seed;

  @Option(
      names = "--only",
      defaultValue = "",
      description =
          "only points in whose text this pattern is found, such as \"^cleanup: KILLED\" or"
              + " attachVolume")
  private String only;

  @Option(
      names = "--width",
      defaultValue = "60",
      description = "operations side by side (default: ${DEFAULT-VALUE})")
  private int width;

  @Option(
      names = "--chain",
      defaultValue = "4",
      description =
          "how many faults of one type one run meets one after another at most, where one leaves"
              + " the run on its way (default: ${DEFAULT-VALUE})")
  private int chain;

  @Option(names = "--json", description = "print the summary as JSON on standard output")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    long chosen = seed == null ? System.currentTimeMillis() % 1_000_000 : seed;
    PrintWriter out = new PrintWriter(json ? System.err : System.out, true, StandardCharsets.UTF_8);
    Path directory = Files.createTempDirectory("breakwater-sweep-");
    Pattern wanted = Pattern.compile(only);
    SweepOptions options =
        new SweepOptions(
            Duration.ofSeconds((long) (minutes * 60)),
            chosen,
            point -> wanted.matcher(point.toString()).find(),
            only.isEmpty(),
            points -> Chains.deal(points, fault -> fault.leavesOnItsWay() ? chain : 1),
            width,
            true);
    out.println(
        "Breakwater sweep: starting a database, Temporal, a simulated site and a worker...");
    try (SweepWorld world = SweepWorld.start(directory)) {
      Tally tally = new Sweep(world, options, out).run();
      SweepReport report = new SweepReport(tally, chosen);
      report.writeTo(target());
      out.println(tally.line());
      out.println("table: " + target().resolve("sweep.html"));
      if (json) {
        System.out.println(report.summary());
      }
      tally.strayViolations().forEach(out::println);
      if (!tally.ok()) {
        out.println("logs: " + directory);
      }
      return tally.ok() ? 0 : 1;
    }
  }

  private static Path target() {
    return Path.of(System.getProperty("breakwater.home", ".")).resolve("target").resolve("sweep");
  }
}
