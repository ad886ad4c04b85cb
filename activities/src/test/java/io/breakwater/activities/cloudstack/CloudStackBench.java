package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.Inventory;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** CloudStack's steps as real activities against a simulated site. */
final class CloudStackBench {
  /** Longer than a late effect takes in these tests. */
  static final Duration GRACE = Duration.ofMillis(600);

  private static CloudStackBench shared;

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService pool = Executors.newCachedThreadPool();
  private final ApplianceBench site;
  private final CloudStackConnections connections;
  private final SourceOfTests source = new SourceOfTests();
  private final StepBench steps;

  /** One for all test classes of this JVM: opening it takes seconds. */
  static synchronized CloudStackBench shared() {
    if (shared == null) {
      try {
        shared = new CloudStackBench(Files.createTempDirectory("breakwater-bench"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  private CloudStackBench(Path directory) {
    site = new ApplianceBench(directory);
    Duration tick = Duration.ofMillis(30);
    connections =
        CloudStackConnections.of(
            inventory().sites()::active,
            new CloudStackTimings(
                Duration.ofSeconds(2),
                Duration.ofSeconds(5),
                tick,
                tick,
                GRACE,
                Duration.ofSeconds(5)),
            scheduler,
            pool);
    steps =
        new StepBench(
            new CloudStackStepActivities(
                site.frame(),
                connections,
                CloudStackRecords.of(inventory()),
                source,
                Clock.systemUTC()));
  }

  /** A new VM of so many disks, with an operation that holds its lease. */
  TestedVm protect(int disks) {
    return new TestedVm(this, site.protect(disks));
  }

  StepResult run(StepCall call) {
    return steps.run(call);
  }

  StepBench.Begun begin(StepCall call) {
    return steps.begin(call, 0);
  }

  /** The failure of a step that is not tried again. */
  ApplicationFailure refusal(StepCall call) {
    return catchThrowableOfType(ApplicationFailure.class, () -> steps.once(call));
  }

  SourceOfTests source() {
    return source;
  }

  SimulatedCloud simulated() {
    return site.simulator().cloud();
  }

  CloudStack cloud() {
    return connections.cloud();
  }

  Inventory inventory() {
    return site.inventory();
  }

  ApplianceBench site() {
    return site;
  }

  /** Ends all faults; what the oracle saw since the last call. */
  List<String> violations() {
    site.clearFaults();
    List<Violation> seen = List.copyOf(site.simulator().oracle().violations());
    site.simulator().oracle().clear();
    return seen.stream().map(Violation::toString).toList();
  }

  private void close() {
    steps.close();
    connections.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
    site.close();
  }
}
