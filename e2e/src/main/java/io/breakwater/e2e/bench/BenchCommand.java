package io.breakwater.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures, prints a table and writes {@code target/bench/summary.json}. */
@Command(
    name = "bench",
    description = "Measures overhead, load, latency and start-up against the simulated site.",
    mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  private static final List<Measurement> ALL =
      List.of(
          new StartUp(),
          new Overhead(),
          new AgainstSequential(),
          new Detection(),
          new Load(),
          new BatchOrder(),
          new GatewayLoad(),
          new Promises());

  @Option(names = "--quick", description = "few repetitions and small fleets: about five minutes")
  private boolean quick;

  @Option(names = "--only", split = ",", description = "measurements to take, by key")
  private Set<String> only = Set.of();

  @Option(
      names = "--repetitions",
      description = "of what is timed one by one; 5, with --quick 1, unless given")
  private Integer repetitions;

  @Option(
      names = "--fleets",
      split = ",",
      description = "VMs at once that load takes; 10,100,1000, with --quick 10,30, unless given")
  private List<Integer> fleets;

  @Option(names = "--seed", defaultValue = "20251001", description = "of everything random")
  private long seed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> keys = ALL.stream().map(Measurement::key).collect(Collectors.toSet());
    if (!keys.containsAll(only)) {
      System.err.println("breakwater bench: --only knows " + new java.util.TreeSet<>(keys));
      return REFUSED;
    }
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Map<String, Object> machine = Machine.facts();
    machine.forEach((name, value) -> out.println(name + ": " + value));
    Report report = new Report(out);
    int times = repetitions != null ? repetitions : quick ? 1 : 5;
    Path directory = Files.createTempDirectory("breakwater-bench-");
    List<Integer> sizes = fleets != null ? fleets : Load.usualFleets(quick);
    BenchOptions options = new BenchOptions(quick, times, seed, sizes, directory);
    for (Measurement measurement : ALL) {
      if (only.isEmpty() || only.contains(measurement.key())) {
        take(measurement, options, report, out);
      }
    }
    out.println();
    out.println("summary: " + write(machine, options, report));
    return report.troubles().isEmpty() ? 0 : 1;
  }

  private static void take(
      Measurement measurement, BenchOptions options, Report report, PrintWriter out)
      throws InterruptedException {
    out.println();
    out.println("== " + measurement.key());
    int before = report.figures().size();
    measurement.take(options, report);
    List<Figure> all = report.figures();
    new FigureTable(out).print(measurement, all.subList(before, all.size()));
  }

  private static Path write(Map<String, Object> machine, BenchOptions options, Report report)
      throws IOException {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("machine", machine);
    summary.put("quick", options.quick());
    summary.put("repetitions", options.repetitions());
    summary.put("seed", options.seed());
    summary.put("figures", report.figures().stream().map(BenchCommand::json).toList());
    summary.put("troubles", report.troubles());
    Path file =
        Path.of(System.getProperty("breakwater.home", "."), "target", "bench", "summary.json");
    Files.createDirectories(file.getParent());
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(file.toFile(), summary);
    return file;
  }

  private static Map<String, Object> json(Figure figure) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("measurement", figure.measurement());
    fields.put("name", figure.name());
    fields.put("unit", figure.unit());
    fields.put("median", figure.median());
    fields.put("lowest", figure.lowest());
    fields.put("highest", figure.highest());
    fields.put("samples", figure.samples());
    fields.put("target", figure.target().words());
    fields.put("met", figure.meetsTarget());
    fields.put("note", figure.note());
    return fields;
  }
}
