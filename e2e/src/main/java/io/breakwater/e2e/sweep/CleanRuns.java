package io.breakwater.e2e.sweep;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One undisturbed run of each flow, and the calls it made. */
final class CleanRuns {
  private final Map<Flow, List<SeenCall>> calls = new EnumMap<>(Flow.class);

  private CleanRuns() {}

  static CleanRuns record(SweepWorld world, Wave wave) {
    CleanRuns runs = new CleanRuns();
    ProtectedContext cleanedUp = world.protect();
    ProtectedContext rolledBack = world.protect();
    ProtectedContext takenBack = world.protect();
    ProtectedContext committed = world.protect();
    runs.run(
        wave,
        List.of(
            undisturbed(Flow.TEST_FAILOVER, cleanedUp),
            undisturbed(Flow.LIVE_FAILOVER, takenBack)));
    ProtectedContext messy = world.protect();
    runs.run(
        wave,
        List.of(
            undisturbed(Flow.TEST_FAILOVER, rolledBack),
            undisturbed(Flow.LIVE_FAILOVER, committed),
            new Assignment(Flow.TEST_FAILOVER, messy, List.of(runs.mess()))));
    runs.run(
        wave,
        List.of(
            undisturbed(Flow.CLEANUP, cleanedUp),
            undisturbed(Flow.ROLLBACK_OF_TEST, rolledBack),
            undisturbed(Flow.ROLLBACK_OF_LIVE, takenBack),
            undisturbed(Flow.COMMIT, committed),
            undisturbed(Flow.RECOVERY, messy)));
    return runs;
  }

  /** A call that only one of two runs made is a matter of chance. */
  private static List<SeenCall> inBoth(List<SeenCall> one, List<SeenCall> other) {
    Set<CallPoint> others = other.stream().map(SeenCall::point).collect(Collectors.toSet());
    return one.stream().filter(call -> others.contains(call.point())).toList();
  }

  private static Assignment undisturbed(Flow flow, ProtectedContext vm) {
    return new Assignment(flow, vm, List.of());
  }

  private void run(Wave wave, List<Assignment> work) {
    List<List<SeenCall>> seen = wave.record(work);
    for (int i = 0; i < work.size(); i++) {
      if (!work.get(i).isMess()) {
        calls.merge(work.get(i).flow(), seen.get(i), CleanRuns::inBoth);
      }
    }
  }

  List<SeenCall> calls(Flow flow) {
    return calls.get(flow);
  }

  /** Where a test failover has made all it makes, and is terminated for a recovery to clean up. */
  FaultPoint mess() {
    CallPoint start =
        calls(Flow.TEST_FAILOVER).stream()
            .map(SeenCall::point)
            .filter(point -> point.call().contains("startVirtualMachine"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("the clean test failover starts no VM"));
    return new FaultPoint(Flow.TEST_FAILOVER, start, FaultType.TERMINATED);
  }

  /** Every call with every fault that concerns it. */
  List<FaultPoint> points() {
    List<FaultPoint> points = new ArrayList<>();
    for (Flow flow : Flow.values()) {
      for (SeenCall call : calls(flow)) {
        for (FaultType fault : FaultType.values()) {
          if (fault.concerns(call)) {
            points.add(new FaultPoint(flow, call.point(), fault));
          }
        }
      }
    }
    return points;
  }
}
