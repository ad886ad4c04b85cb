package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.fault.Faults;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What the requirement documents promise: a quick cleanup, and success in spite of faults. */
final class Promises implements Measurement {
  private static final double CLEANUP_SECONDS = 120;
  private static final double SUCCESS_PERCENT = 99;
  private static final int FAULTY_PERCENT = 1;
  private static final List<FaultKind> TRANSIENT =
      List.of(
          FaultKind.LOST_ANSWER,
          FaultKind.CONNECTION_RESET,
          FaultKind.UNAVAILABLE_503,
          FaultKind.THROTTLED_429,
          FaultKind.HTML_404);

  @Override
  public String key() {
    return "promises";
  }

  @Override
  public String title() {
    return "Promises of the requirements";
  }

  @Override
  public void take(BenchOptions options, Report report) {
    cleanup(options, report);
    faults(options, report);
  }

  private static void cleanup(BenchOptions options, Report report) {
    try (World world =
        World.start(WorldOptions.temporary(options.directory().resolve("promised-cleanup")))) {
      world.startWorker("worker");
      Fleet one = Fleet.of(world, "promised", 1, 3);
      List<Double> seconds = new ArrayList<>();
      for (int i = 0; i < options.repetitions(); i++) {
        one.start(OperationKind.TEST_FAILOVER).get(0).await();
        Operation.Ended ended = one.start(OperationKind.CLEANUP).get(0).await();
        ended.failure().ifPresent(report::trouble);
        seconds.add(ended.seconds());
      }
      report.figure(
          new Figure(
              "promises",
              "Cleanup of a VM with 3 disks, recorded durations",
              "s",
              seconds,
              Target.atMost(CLEANUP_SECONDS),
              ""));
    }
  }

  /** One request in a hundred to CloudStack meets a fault that goes away by itself. */
  private static void faults(BenchOptions options, Report report) {
    int vms = options.quick() ? 10 : 100;
    int rounds = options.quick() ? 1 : 5;
    Map<String, Integer> failures = new TreeMap<>();
    try (World world =
        World.start(WorldOptions.temporary(options.directory().resolve("promised-success")))) {
      for (Work work : Work.values()) {
        world.simulator().cloud().durations().set(work, Duration.ofMillis(50));
      }
      world.startWorker("worker");
      Fleet fleet = Fleet.of(world, "faulty", vms, 1);
      arm(world.simulator().cloud().faults(), new Random(options.seed()));
      for (int i = 0; i < rounds; i++) {
        run(fleet, OperationKind.TEST_FAILOVER, failures);
        run(fleet, OperationKind.CLEANUP, failures);
      }
      world
          .simulator()
          .oracle()
          .violations()
          .forEach(violation -> report.trouble("invariant broken: " + violation));
    }
    int all = 2 * vms * rounds;
    int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
    failures.forEach((why, count) -> report.say(count + " × " + why));
    report.figure(
        new Figure(
            "promises",
            "Success of " + all + " operations, 1 % of CloudStack requests faulty",
            "%",
            List.of(100.0 * (all - failed) / all),
            Target.atLeast(SUCCESS_PERCENT),
            "faults: " + TRANSIENT));
  }

  private static void run(Fleet fleet, OperationKind kind, Map<String, Integer> failures) {
    fleet
        .start(kind)
        .forEach(
            operation ->
                operation
                    .await()
                    .failure()
                    .ifPresent(why -> failures.merge(kind.title() + ": " + why, 1, Integer::sum)));
  }

  private static void arm(Faults faults, Random random) {
    for (FaultKind kind : TRANSIENT) {
      faults.add(
          Fault.on("*", kind).always(),
          any -> random.nextInt(100 * TRANSIENT.size()) < FAULTY_PERCENT);
    }
  }
}
