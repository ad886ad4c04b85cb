package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.vm.ContextStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Takes one need after the other out of good plans: the oracle has to notice, else either the need
 * is false (it keeps work apart that could run side by side) or the oracle is blind.
 */
class NeedsTest {
  private static final int ORDERS = 2_000;
  private static final Pattern DISK = Pattern.compile("disk-\\d+");
  private static final PlanOptions OPTIONS = Explorer.options();

  private final Planner planner = new Planner();

  @Test
  void everyNeedOfATestFailoverMatters() {
    assertThat(needsThatDoNotMatter(Worlds.ready(3), Goal.FAILED_OVER_TEST))
        .containsExactlyInAnyOrder(
            // Nothing is touched before the hold, which refuses while a replication runs.
            "create-machine needs hold-replication",
            // Costs nothing, as CloudStack runs the jobs of one VM one by one.
            "attach/disk-2001 needs detach-template-root",
            // For speed: the OS disk's snapshot, for which the drivers wait, takes its turn on the
            // appliance first, and the data disks' need no turn once they are detached.
            "detach-from-appliance/disk-2001 needs take-snapshot/disk-2000",
            "detach-from-appliance/disk-2002 needs take-snapshot/disk-2000",
            "take-snapshot/disk-2001 needs detach-from-appliance/disk-2001",
            "take-snapshot/disk-2002 needs detach-from-appliance/disk-2002");
  }

  @Test
  void everyNeedOfTheWayBackMatters() {
    ModelWorld world = Worlds.ready(3);
    PlanOutcome.Plan there = plan(world, Goal.FAILED_OVER_TEST);
    new Execution(world, OPTIONS, new SplittableRandom(1)).run(there, Cut.NONE);

    assertThat(needsThatDoNotMatter(world, Goal.READY))
        .containsExactly(
            // Nothing is touched before the hold, which refuses while a replication runs.
            "stop-machine/machine-1 needs hold-replication");
  }

  @Test
  void everyStepOfATestFailoverMatters() {
    // Looks only: the machine's state was read back by the start already.
    assertThat(stepsThatDoNotMatter(Worlds.ready(2), Goal.FAILED_OVER_TEST))
        .containsExactly("check-machine");
  }

  @Test
  void everyStepOfTheWayBackMatters() {
    ModelWorld world = Worlds.failedOver(2, OwnerAxis.THIS_OPERATION);
    world.status = ContextStatus.ready_for_failover; // so that the hold is what holds

    assertThat(stepsThatDoNotMatter(world, Goal.READY)).isEmpty();
  }

  @Test
  void noDiskWaitsForAnotherButForTurnsAttachOrderAndTheEndOfSnapshots() {
    for (PlanOutcome.Plan plan :
        List.of(
            plan(Worlds.ready(3), Goal.FAILED_OVER_TEST),
            plan(Worlds.failedOver(3, OwnerAxis.THIS_OPERATION), Goal.READY))) {
      for (PlannedStep step : plan.steps()) {
        boolean mayWait =
            step.action() instanceof Step.AttachData
                || step.action() instanceof Step.DeleteSnapshot;
        Set<String> disks = disksIn(Needs.of(plan, step.id()));
        Set<String> own = disksIn(Set.of(step.id()));
        if (!mayWait && !own.isEmpty()) {
          if (plan.goal() == Goal.FAILED_OVER_TEST) {
            disks.remove("disk-2000"); // whose snapshot takes the first turn on the appliance
          }
          assertThat(own).as(step.id()).containsAll(disks);
        }
      }
    }
  }

  private static Set<String> disksIn(Set<String> ids) {
    Set<String> disks = new TreeSet<>();
    for (String id : ids) {
      Matcher disk = DISK.matcher(id);
      if (disk.find()) {
        disks.add(disk.group());
      }
    }
    return disks;
  }

  private Set<String> stepsThatDoNotMatter(ModelWorld start, Goal goal) {
    PlanOutcome.Plan plan = plan(start, goal);
    Set<String> idle = new TreeSet<>();
    for (PlannedStep step : plan.steps()) {
      if (isHarmless(start, without(plan, step))) {
        idle.add(step.id());
      }
    }
    return idle;
  }

  /** The plan without the step; what needed it needs what it needed. */
  private static PlanOutcome.Plan without(PlanOutcome.Plan plan, PlannedStep gone) {
    List<PlannedStep> steps = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      Set<String> needs = new TreeSet<>(step.needs());
      if (needs.remove(gone.id())) {
        needs.addAll(gone.needs());
      }
      if (!step.equals(gone)) {
        steps.add(withNeeds(step, List.copyOf(needs)));
      }
    }
    return new PlanOutcome.Plan(plan.goal(), steps, plan.warnings());
  }

  private static PlannedStep withNeeds(PlannedStep step, List<String> needs) {
    return new PlannedStep(
        step.id(), step.name(), step.title(), step.queue(), step.action(), needs, step.budget());
  }

  private Set<String> needsThatDoNotMatter(ModelWorld start, Goal goal) {
    PlanOutcome.Plan plan = plan(start, goal);
    Set<String> idle = new TreeSet<>();
    for (PlannedStep step : plan.steps()) {
      for (String need : step.needs()) {
        PlanOutcome.Plan without = without(plan, step, need);
        if (!isImplied(without, step.id(), need) && isHarmless(start, without)) {
          idle.add(step.id() + " needs " + need);
        }
      }
    }
    return idle;
  }

  private PlanOutcome.Plan plan(ModelWorld world, Goal goal) {
    return (PlanOutcome.Plan) planner.plan(world.observe(), goal, OPTIONS);
  }

  private static PlanOutcome.Plan without(PlanOutcome.Plan plan, PlannedStep of, String need) {
    List<PlannedStep> steps = new ArrayList<>();
    for (PlannedStep step : plan.steps()) {
      List<String> needs = new ArrayList<>(step.needs());
      if (step.equals(of)) {
        needs.remove(need);
      }
      steps.add(withNeeds(step, needs));
    }
    return new PlanOutcome.Plan(plan.goal(), steps, plan.warnings());
  }

  /** Whether the step waits for it all the same, through another need. */
  private static boolean isImplied(PlanOutcome.Plan plan, String step, String need) {
    return Needs.of(plan, step).contains(need);
  }

  private static boolean isHarmless(ModelWorld start, PlanOutcome.Plan plan) {
    for (int seed = 0; seed < ORDERS; seed++) {
      ModelWorld world = start.copy();
      Execution execution = new Execution(world, OPTIONS, new SplittableRandom(seed));
      if (!execution.run(plan, Cut.NONE).isEmpty() || !Expectations.reached(world, plan.goal())) {
        return false;
      }
    }
    return true;
  }
}
