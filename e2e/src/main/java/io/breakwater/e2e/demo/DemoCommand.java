package io.breakwater.e2e.demo;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a scenario against a world of its own and judges the end state. */
@Command(
    name = "demo",
    description =
        "Starts everything on 127.0.0.1, runs a test failover and its cleanup, checks the end state.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  private static final int REFUSED = 2;

  /** Whoever sets one of these has a real system in mind, and the demo plays with what it finds. */
  private static final List<String> REAL_SYSTEMS =
      List.of(
          "BREAKWATER_DB_URL",
          "BREAKWATER_CLOUDSTACK_URL",
          "BREAKWATER_DAEMON_URL",
          "BREAKWATER_VMA_URL");

  @Option(names = "--scenario", defaultValue = "test", description = "which story to tell")
  private String scenario;

  @Option(names = "--json", description = "print one summary as the last line of standard output")
  private boolean json;

  @Option(
      names = "--time-scale",
      defaultValue = "1.0",
      description =
          "wall seconds per simulated second; 1.0 takes as long as the recorded CloudStack")
  private double timeScale;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Scenario> story = Scenario.of(scenario);
    if (story.isEmpty()) {
      System.err.println(
          "breakwater demo: no scenario \"" + scenario + "\"; there are " + Scenario.keys());
      return REFUSED;
    }
    Optional<String> real = realSystem(System.getenv());
    if (real.isPresent()) {
      System.err.println(
          "breakwater demo: "
              + real.get()
              + " is set, and the demo runs only against its own "
              + "simulated site: unset it, or use ./breakwater up");
      return REFUSED;
    }
    return tell(story.get());
  }

  static Optional<String> realSystem(Map<String, String> environment) {
    return REAL_SYSTEMS.stream().filter(environment::containsKey).findFirst();
  }

  private int tell(Scenario story) throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("breakwater-demo-");
    // With --json, standard output belongs to whoever parses it.
    PrintWriter out = new PrintWriter(json ? System.err : System.out, true, StandardCharsets.UTF_8);
    out.println("Breakwater demo: " + story.description() + ".");
    out.println("Starting a database, Temporal, a simulated CloudStack and a worker...");
    WorldOptions options = WorldOptions.temporary(directory).withTimeScale(timeScale);
    Summary summary;
    try (World world = World.start(options)) {
      summary = new Demo(world, story, out).run();
    }
    if (json) {
      System.out.println(summary.json());
    }
    if (!summary.ok()) {
      out.println("logs: " + directory);
      return 1;
    }
    deleteTree(directory);
    return 0;
  }

  private static void deleteTree(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
