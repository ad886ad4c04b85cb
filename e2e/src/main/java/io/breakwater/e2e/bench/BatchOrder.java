package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import java.util.List;
import java.util.Map;

/**
 * What it is worth that the disks of the first VM leave the appliance first: many VMs started
 * together, once with turns on the appliance and once with everything submitted at once.
 */
final class BatchOrder implements Measurement {
  private static final String KEY = "batch-order";
  private static final String VARIABLE = "BREAKWATER_APPLIANCE_TURNS";

  /** Where nobody ever waits for a turn. */
  private static final String ALL_AT_ONCE = "100000";

  private static final String NOTE =
      "test failovers of Linux VMs with 2 disks, started together on one appliance, at the"
          + " recorded durations; CloudStack runs the appliance's jobs one by one";

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public String title() {
    return "Batch order: recovery time on one appliance, turn by turn and all at once";
  }

  @Override
  public void take(BenchOptions options, Report report) {
    int vms = options.quick() ? 4 : 50;
    Recovery inTurn = recover(vms, Map.of(), "in-turn", options, report);
    Recovery atOnce = recover(vms, Map.of(VARIABLE, ALL_AT_ONCE), "at-once", options, report);
    tell(report, vms + " VMs turn by turn", inTurn);
    tell(report, vms + " VMs all at once", atOnce);
    figure(report, "mean, turn by turn ÷ all at once", "×", inTurn.mean() / atOnce.mean());
    figure(report, "last, turn by turn ÷ all at once", "×", inTurn.last() / atOnce.last());
  }

  /** Starts all of them, in a world of their own, and waits for the last. */
  static Recovery recover(
      int vms, Map<String, String> tuning, String name, BenchOptions options, Report report) {
    try (World world = World.start(WorldOptions.temporary(options.directory().resolve(name)))) {
      world.startWorker("worker", tuning);
      Fleet fleet = Fleet.of(world, "fleet", vms, 2);
      List<Double> seconds =
          fleet.start(OperationKind.TEST_FAILOVER).stream()
              .map(operation -> seconds(operation, report))
              .toList();
      world
          .simulator()
          .oracle()
          .violations()
          .forEach(violation -> report.trouble("invariant broken: " + violation));
      return Recovery.of(seconds);
    }
  }

  private static double seconds(Operation operation, Report report) {
    Operation.Ended ended = operation.await();
    ended
        .failure()
        .ifPresent(why -> report.trouble("failover of " + operation.vm().vmName() + ": " + why));
    return ended.seconds();
  }

  private static void tell(Report report, String which, Recovery recovery) {
    figure(report, which + ": first", "s", recovery.first());
    figure(report, which + ": mean", "s", recovery.mean());
    figure(report, which + ": last", "s", recovery.last());
  }

  private static void figure(Report report, String name, String unit, double value) {
    report.figure(new Figure(KEY, name, unit, List.of(value), Target.NONE, NOTE));
  }

  /** How long it took until the first, the average and the last VM ran, in seconds. */
  record Recovery(double first, double mean, double last) {
    static Recovery of(List<Double> seconds) {
      return new Recovery(
          seconds.stream().mapToDouble(Double::doubleValue).min().orElseThrow(),
          seconds.stream().mapToDouble(Double::doubleValue).average().orElseThrow(),
          seconds.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    }
  }
}
