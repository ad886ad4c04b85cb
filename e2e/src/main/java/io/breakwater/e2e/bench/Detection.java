package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.simulator.cloud.CloudObserver;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How long after the end of a CloudStack job the step that awaits it is done, so that the next one
 * starts. Deploys are watched: unlike the jobs of one VM they run side by side in CloudStack.
 */
final class Detection implements Measurement {
  private static final String DEPLOY = "deployVirtualMachine";
  private static final double MEDIAN_SECONDS = 0.5;
  private static final Duration MOVE = Duration.ofMillis(5);
  private static final int ALONE = 10;
  private static final int MANY = 450;
  private static final int MANY_QUICK = 40;

  @Override
  public String key() {
    return "detection";
  }

  @Override
  public String title() {
    return "Detection: from a job's end to the end of the step that awaits it";
  }

  @Override
  public void take(BenchOptions options, Report report) {
    int many = options.quick() ? MANY_QUICK : MANY;
    try (World world =
        World.start(
            WorldOptions.temporary(options.directory().resolve("detection"))
                .withTuning(Map.of("BREAKWATER_CLOUDSTACK_SLOTS", String.valueOf(MANY))))) {
      Ends ends = new Ends();
      world.simulator().cloud().observe(ends);
      world.startWorker("worker");
      List<Double> alone = new ArrayList<>();
      for (int i = 0; i < (options.quick() ? 3 : ALONE); i++) {
        alone.addAll(latencies(Fleet.of(world, "alone-" + i, 1, 1), ends, report));
      }
      tell(report, "1 job in flight", alone);
      Durations durations = world.simulator().cloud().durations();
      // The appliance's jobs, one by one, would take a quarter of an hour.
      List.of(Work.ATTACH, Work.DETACH, Work.SNAPSHOT_ATTACHED)
          .forEach(work -> durations.set(work, MOVE));
      // All of them are to be pending before the first one ends.
      durations.set(Work.DEPLOY_STOPPED, Duration.ofMillis(300L * many));
      tell(
          report,
          many + " jobs in flight",
          latencies(Fleet.of(world, "many", many, 1), ends, report));
    }
  }

  private static List<Double> latencies(Fleet fleet, Ends ends, Report report) {
    List<Operation> all = fleet.start(OperationKind.TEST_FAILOVER);
    List<Double> latencies = new ArrayList<>();
    for (Operation operation : all) {
      Operation.Ended ended = operation.await();
      ended.failure().ifPresent(why -> report.trouble(operation.vm().vmName() + ": " + why));
      deployed(operation)
          .flatMap(done -> ends.ofDeployFor(operation.vm().vmName()).map(end -> between(end, done)))
          .ifPresentOrElse(
              latencies::add,
              () -> report.trouble("no deploy was seen for " + operation.vm().vmName()));
    }
    return latencies;
  }

  private static double between(Instant end, Instant done) {
    return Duration.between(end, done).toNanos() / 1e9;
  }

  private static Optional<Instant> deployed(Operation operation) {
    return operation.progress().steps().stream()
        .filter(step -> step.id().startsWith("create-machine"))
        .filter(step -> step.state() == StepState.DONE)
        .map(StepProgress::finishedAt)
        .findFirst();
  }

  private static void tell(Report report, String when, List<Double> latencies) {
    if (latencies.isEmpty()) {
      return;
    }
    String note = "the range is that of all jobs, not of repetitions";
    report.figure(
        new Figure("detection", when, "s", latencies, Target.atMost(MEDIAN_SECONDS), note));
    report.figure(
        new Figure(
            "detection",
            when + ", 99th percentile",
            "s",
            List.of(Samples.quantile(latencies, 0.99)),
            Target.NONE,
            note));
  }

  /** When deploys ended, by the name of the machine. */
  private static final class Ends implements CloudObserver {
    private final Map<String, Instant> byMachine = new ConcurrentHashMap<>();

    @Override
    public void jobEnded(JournalEntry start, CloudView cloud) {
      if (start.command().equals(DEPLOY)) {
        byMachine.put(start.parameter("displayname"), Instant.now());
      }
    }

    /** A test VM bears the name of its source, and more. */
    private Optional<Instant> ofDeployFor(String vmName) {
      return byMachine.entrySet().stream()
          .filter(each -> each.getKey().startsWith(vmName + "-"))
          .map(Map.Entry::getValue)
          .findFirst();
    }
  }
}
