package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.CriticalPaths;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Wall time of an operation against the shortest time that CloudStack's own rules allow, at the
 * recorded durations, one operation at a time.
 */
final class Overhead implements Measurement {
  private static final double TARGET = 1.10;

  @Override
  public String key() {
    return "overhead";
  }

  @Override
  public String title() {
    return "Overhead: wall time ÷ critical path, recorded durations, one operation at a time";
  }

  @Override
  public void take(BenchOptions options, Report report) {
    List<Integer> sizes = options.quick() ? List.of(1, 3) : List.of(1, 3, 12);
    try (World world =
        World.start(WorldOptions.temporary(options.directory().resolve("overhead")))) {
      world.startWorker("worker");
      CriticalPaths paths = new CriticalPaths(world);
      // The first operation of a process also pays for what is loaded once.
      round(world, report, vm(world, "warm-up", 1));
      for (int disks : sizes) {
        ProtectedContext vm = vm(world, "overhead-" + disks, disks);
        Parts up = new Parts(paths.testFailover(vm, true));
        Parts back = new Parts(paths.cleanup(vm));
        for (int i = 0; i < options.repetitions(); i++) {
          up.add(report, world, OperationKind.TEST_FAILOVER, vm);
          back.add(report, world, OperationKind.CLEANUP, vm);
        }
        up.tell(report, "TestFailover, " + disks + (disks == 1 ? " disk" : " disks"));
        back.tell(report, "Cleanup, " + disks + (disks == 1 ? " disk" : " disks"));
      }
      world
          .simulator()
          .oracle()
          .violations()
          .forEach(violation -> report.trouble("invariant broken: " + violation));
    }
  }

  private static ProtectedContext vm(World world, String name, int disks) {
    Integer[] sizes = Collections.nCopies(disks, 20).toArray(Integer[]::new);
    return world.site().protect(ProtectedVm.named(name).disks(sizes));
  }

  private static void round(World world, Report report, ProtectedContext vm) {
    for (OperationKind kind : List.of(OperationKind.TEST_FAILOVER, OperationKind.CLEANUP)) {
      Operation.start(world, kind, vm)
          .await()
          .failure()
          .ifPresent(why -> report.trouble(kind.title() + " of " + vm.vmName() + ": " + why));
    }
  }

  /** What the repetitions of one kind of operation took, and where. */
  private static final class Parts {
    private final double critical;
    private final Map<String, List<Double>> samples = new LinkedHashMap<>();

    private Parts(Duration criticalPath) {
      this.critical = seconds(criticalPath);
    }

    private void add(Report report, World world, OperationKind kind, ProtectedContext vm) {
      Instant began = Instant.now();
      Operation operation = Operation.start(world, kind, vm);
      Operation.Ended ended = operation.await();
      if (ended.failure().isPresent()) {
        report.trouble(kind.title() + " of " + vm.vmName() + ": " + ended.failure().get());
        return;
      }
      Chain chain = Chain.of(operation.progress().steps());
      double wall = ended.seconds();
      double before = seconds(Duration.between(began, chain.start()));
      double between = seconds(chain.betweenSteps());
      double after = wall - seconds(Duration.between(began, chain.end()));
      keep("wall ÷ critical path", wall / critical);
      keep("wall", wall);
      keep("before the first step", before);
      keep("between steps that wait for each other", between);
      keep("in these steps, beyond the critical path", seconds(chain.insideSteps()) - critical);
      keep("after the last step", after);
      report.say(
          String.format(
              "%s of %s: %.2f s for a critical path of %.2f s",
              kind.title(), vm.vmName(), wall, critical));
      report.say("  " + chain.words());
    }

    private void keep(String part, double value) {
      samples.computeIfAbsent(part, any -> new ArrayList<>()).add(value);
    }

    private void tell(Report report, String what) {
      samples.forEach(
          (part, values) -> {
            boolean ratio = part.startsWith("wall ÷");
            report.figure(
                new Figure(
                    "overhead",
                    what + ": " + part,
                    ratio ? "×" : "s",
                    values,
                    ratio ? Target.atMost(TARGET) : Target.NONE,
                    ""));
          });
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }
}
