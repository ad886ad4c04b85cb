package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** From the start of a process until it serves, and what it holds when it has nothing to do. */
final class StartUp implements Measurement {
  private static final int IDLE_SECONDS = 5;

  @Override
  public String key() {
    return "start-up";
  }

  @Override
  public String title() {
    return "Start-up, from the process's start to serving; idle memory";
  }

  @Override
  public void take(BenchOptions options, Report report) throws InterruptedException {
    try (World world =
        World.start(WorldOptions.temporary(options.directory().resolve("start-up")))) {
      measure("worker", () -> world.startWorker("worker"), options, report);
      measure("gateway", world::startGateway, options, report);
    }
  }

  private static void measure(String name, Starter starter, BenchOptions options, Report report)
      throws InterruptedException {
    List<Double> seconds = new ArrayList<>();
    List<Double> idle = new ArrayList<>();
    for (int i = 0; i < options.repetitions(); i++) {
      long began = System.nanoTime();
      try (JavaProcess process = starter.start()) {
        seconds.add((System.nanoTime() - began) / 1e9);
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        idle.add(ProcessUsage.residentMiB(process));
      }
    }
    report.figure(new Figure("start-up", name + ": serves after", "s", seconds, Target.NONE, ""));
    report.figure(
        new Figure(
            "start-up",
            name + ": resident after " + IDLE_SECONDS + " s of idling",
            "MiB",
            idle,
            Target.NONE,
            ""));
  }

  private interface Starter {
    JavaProcess start();
  }
}
