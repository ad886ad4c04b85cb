package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many VMs at once through one worker, with jobs so short that our own cost shows. */
final class Load implements Measurement {
  private static final double MEMORY_MIB = 768;
  private static final double LISTS_PER_SECOND = 2;
  private static final double GROWTH = 1.25;
  private static final Duration JOB = Duration.ofMillis(50);

  /**
   * The jobs of one VM run one by one in CloudStack, and here there is one appliance: with a tenth
   * of the time for its attaches and detaches it carries what ten would.
   */
  private static final Duration MOVE = Duration.ofMillis(5);

  /** Two for each of the ten. */
  private static final Map<String, String> TURNS = Map.of("BREAKWATER_APPLIANCE_TURNS", "20");

  private static final String NOTE =
      "jobs of 50 ms, attach and detach 5 ms (one appliance that carries what ten would), 3 disks,"
          + " no driver injection; database, Temporal (SQLite) and the simulator share the machine";

  static List<Integer> usualFleets(boolean quick) {
    return quick ? List.of(10, 30) : List.of(10, 100, 1000);
  }

  @Override
  public String key() {
    return "load";
  }

  @Override
  public String title() {
    return "Load: VMs at once through test failover and cleanup, one worker";
  }

  @Override
  public void take(BenchOptions options, Report report) {
    List<Integer> sizes = options.fleets();
    Map<Integer, Double> cost = new HashMap<>();
    for (int size : sizes) {
      cost.put(size, take(size, options, report));
    }
    int smallest = sizes.get(0);
    int largest = sizes.get(sizes.size() - 1);
    figure(
        report,
        "worker's CPU per VM at " + largest + " VMs ÷ at " + smallest,
        "×",
        cost.get(largest) / cost.get(smallest),
        Target.atMost(GROWTH));
  }

  /** Returns the worker's processor seconds per VM. */
  private static double take(int size, BenchOptions options, Report report) {
    try (World world =
        World.start(WorldOptions.temporary(options.directory().resolve("load-" + size)))) {
      quicken(world.simulator().cloud().durations());
      JavaProcess worker = world.startWorker("worker", TURNS);
      // What is loaded once must not count for the VMs of the smallest fleet.
      Fleet warmUp = Fleet.of(world, "warm-up", 10, 3);
      new Round(warmUp, report).there().back();
      Fleet fleet = Fleet.of(world, "fleet", size, 3);
      Processors before = Processors.of(world, worker);
      try (RequestCount requests = new RequestCount(world.simulator().cloud().journal())) {
        Round round = new Round(fleet, report);
        round.there().back();
        Processors used = Processors.of(world, worker).minus(before);
        double processor = used.worker() / size;
        tell(report, size, round, requests);
        cpu(report, size, "worker", processor);
        cpu(report, size, "Temporal (SQLite)", used.temporal() / size);
        cpu(report, size, "database", used.database() / size);
        figure(
            report,
            size + " VMs: worker's peak memory",
            "MiB",
            ProcessUsage.peakMiB(worker),
            Target.atMost(MEMORY_MIB));
        world
            .simulator()
            .oracle()
            .violations()
            .forEach(violation -> report.trouble("invariant broken: " + violation));
        return processor;
      }
    }
  }

  private static void quicken(Durations durations) {
    for (Work work : Work.values()) {
      durations.set(work, JOB);
    }
    durations.set(Work.ATTACH, MOVE);
    durations.set(Work.DETACH, MOVE);
    durations.set(Work.SNAPSHOT_ATTACHED, MOVE);
  }

  private static void tell(Report report, int size, Round round, RequestCount requests) {
    String vms = size + " VMs: ";
    figure(report, vms + "test failovers per minute", "/min", round.upPerMinute(), Target.NONE);
    figure(report, vms + "cleanups per minute", "/min", round.backPerMinute(), Target.NONE);
    figure(report, vms + "history events per VM, test failover", "", round.events(0), Target.NONE);
    figure(report, vms + "history events per VM, cleanup", "", round.events(1), Target.NONE);
    figure(
        report,
        vms + "CloudStack requests per VM, both ways",
        "",
        (double) requests.total() / size,
        Target.NONE);
    figure(
        report,
        vms + "lists of pending jobs in the busiest second",
        "/s",
        requests.mostListsInASecond(),
        Target.atMost(LISTS_PER_SECOND));
    report.say(size + " VMs: requests " + requests.byCommand());
  }

  private static void cpu(Report report, int size, String whose, double perVm) {
    String name = size + " VMs: CPU per VM, both ways, " + whose;
    figure(report, name, "s", perVm, Target.NONE);
  }

  private static void figure(Report report, String name, String unit, double value, Target target) {
    report.figure(new Figure("load", name, unit, List.of(value), target, NOTE));
  }

  /** Seconds of processor time. */
  private record Processors(double worker, double temporal, double database) {
    static Processors of(World world, JavaProcess worker) {
      return new Processors(
          seconds(worker.pid()), seconds(world.temporal().pid()), seconds(world.database().pid()));
    }

    Processors minus(Processors before) {
      return new Processors(
          worker - before.worker, temporal - before.temporal, database - before.database);
    }

    private static double seconds(long pid) {
      return ProcessUsage.processor(pid).toNanos() / 1e9;
    }
  }

  /** A fleet's way up and back. */
  private static final class Round {
    private final Fleet fleet;
    private final Report report;
    private double up;
    private double back;
    private final double[] events = new double[2];

    private Round(Fleet fleet, Report report) {
      this.fleet = fleet;
      this.report = report;
    }

    private Round there() {
      long began = System.nanoTime();
      events[0] = run(OperationKind.TEST_FAILOVER);
      up = (System.nanoTime() - began) / 1e9;
      return this;
    }

    private Round back() {
      long began = System.nanoTime();
      events[1] = run(OperationKind.CLEANUP);
      back = (System.nanoTime() - began) / 1e9;
      return this;
    }

    /** Returns the history events of one of them. */
    private double run(OperationKind kind) {
      List<Operation> all = fleet.start(kind);
      all.forEach(
          operation ->
              operation
                  .await()
                  .failure()
                  .ifPresent(
                      why ->
                          report.trouble(
                              kind.title() + " of " + operation.vm().vmName() + ": " + why)));
      return all.get(0).historyEvents();
    }

    private double upPerMinute() {
      return fleet.size() / up * 60;
    }

    private double backPerMinute() {
      return fleet.size() / back * 60;
    }

    private double events(int leg) {
      return events[leg];
    }
  }
}
