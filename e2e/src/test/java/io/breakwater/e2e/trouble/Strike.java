package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Operations side by side, each kept in the middle of another step, for trouble to strike. */
final class Strike implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(150);

  /** An operation kept in a step; the step is null where none is. */
  record Target(ProtectedContext vm, PlannedStep step, Run run, StepHold hold) {
    boolean isPast() {
      return step != null
          && run.steps().stream()
              .anyMatch(s -> s.id().equals(step.id()) && s.state() == StepState.DONE);
    }

    String where() {
      return vm.vmName() + " in " + (step == null ? "no step" : step.id());
    }
  }

  private final List<Target> targets = new ArrayList<>();

  /** Starts an operation on every VM; the n-th is kept in the n-th of the steps that are wanted. */
  static Strike inEachStep(
      TroubleWorld world,
      OperationKind kind,
      List<ProtectedContext> vms,
      Hold.At at,
      Predicate<PlannedStep> wanted) {
    List<PlannedStep> steps =
        world.operations().plan(kind, Operations.inEarnest(kind, vms.get(0))).stream()
            .filter(wanted)
            .toList();
    return inEachStep(world, kind, vms, at, steps);
  }

  /** The same with the steps of a plan for a VM with the same disks. */
  static Strike inEachStep(
      TroubleWorld world,
      OperationKind kind,
      List<ProtectedContext> vms,
      Hold.At at,
      List<PlannedStep> steps) {
    Strike strike = new Strike();
    StepHolds holds = new StepHolds(world);
    for (int i = 0; i < vms.size(); i++) {
      ProtectedContext vm = vms.get(i);
      PlannedStep step = i < steps.size() ? steps.get(i) : null;
      StepHold hold = step == null ? holds.duringObservation(vm) : holds.in(step, vm, at);
      strike.targets.add(new Target(vm, step, null, hold));
    }
    strike.targets.replaceAll(
        t -> {
          Run run = world.operations().start(kind, Operations.inEarnest(kind, t.vm()));
          return new Target(t.vm(), t.step(), run, t.hold());
        });
    return strike;
  }

  /** Waits until every operation is in the middle of its step. */
  void awaitCaught() {
    List<Target> missing = new ArrayList<>(targets);
    Awaitility.await("operations in the middle of their steps")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              missing.removeIf(t -> t.hold().hasCaught(t.run()));
              assertThat(missing).extracting(Target::where).isEmpty();
            });
  }

  void releaseAll() {
    targets.forEach(t -> t.hold().release());
  }

  /** Lets all go on but those that are kept in such a step. */
  void releaseAllBut(Predicate<PlannedStep> kept) {
    targets.stream().filter(t -> !kept.test(t.step())).forEach(t -> t.hold().release());
  }

  /** Lets every second operation go on. */
  void releaseHalf() {
    everySecond().forEach(t -> t.hold().release());
  }

  /** Waits until the other half is in the hands of another attempt, or past its step already. */
  void awaitAdopted() {
    List<Target> missing = new ArrayList<>(targets);
    missing.removeAll(everySecond());
    Awaitility.await("second attempts")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              missing.removeIf(t -> t.run().attempts() > 1 || t.isPast());
              assertThat(missing).extracting(Target::where).isEmpty();
            });
  }

  private List<Target> everySecond() {
    return IntStream.range(0, targets.size())
        .filter(i -> i % 2 == 0)
        .mapToObj(targets::get)
        .toList();
  }

  List<Target> targets() {
    return List.copyOf(targets);
  }

  List<ProtectedContext> vms() {
    return targets.stream().map(Target::vm).toList();
  }

  void assertAllEnd(End expected) {
    assertThat(targets)
        .allSatisfy(
            t -> {
              Ended ended = t.run().end();
              assertThat(ended.end()).as(t.where() + ": " + ended.summary()).isEqualTo(expected);
            });
  }

  @Override
  public void close() {
    releaseAll();
  }
}
