package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

/** What the rule tests ask of a plan. */
final class Plans {
  private Plans() {}

  static PlanOutcome outcome(ModelWorld world, Goal goal) {
    return new Planner().plan(world.observe(), goal, Explorer.options());
  }

  static PlanOutcome.Plan ready(ModelWorld world) {
    return planned(outcome(world, Goal.READY));
  }

  static PlanOutcome.Plan testFailover(ModelWorld world) {
    return planned(outcome(world, Goal.FAILED_OVER_TEST));
  }

  static PlanOutcome.Plan planned(PlanOutcome outcome) {
    assertThat(outcome).isInstanceOf(PlanOutcome.Plan.class);
    return (PlanOutcome.Plan) outcome;
  }

  static PlanOutcome.Refusal refused(PlanOutcome outcome) {
    assertThat(outcome).isInstanceOf(PlanOutcome.Refusal.class);
    return (PlanOutcome.Refusal) outcome;
  }

  static List<String> codes(PlanOutcome outcome) {
    return refused(outcome).reasons().stream().map(PlanOutcome.Reason::code).toList();
  }

  static List<String> types(PlanOutcome.Plan plan) {
    return plan.steps().stream().map(step -> step.action().type()).toList();
  }

  /** The ids of the steps of that kind. */
  static List<String> ids(PlanOutcome.Plan plan, Class<? extends Step> kind) {
    return plan.steps().stream()
        .filter(step -> kind.isInstance(step.action()))
        .map(PlannedStep::id)
        .toList();
  }

  /** The id of the only step of that kind. */
  static String only(PlanOutcome.Plan plan, Class<? extends Step> kind) {
    List<String> ids = ids(plan, kind);
    assertThat(ids).hasSize(1);
    return ids.get(0);
  }

  /** The only step of that kind. */
  static <T extends Step> T action(PlanOutcome.Plan plan, Class<T> kind) {
    List<T> actions =
        plan.steps().stream()
            .map(PlannedStep::action)
            .filter(kind::isInstance)
            .map(kind::cast)
            .toList();
    assertThat(actions).hasSize(1);
    return actions.get(0);
  }

  /** The steps of that kind that concern the disk. */
  static List<String> ids(PlanOutcome.Plan plan, Class<? extends Step> kind, ModelDisk disk) {
    return plan.steps().stream()
        .filter(step -> kind.isInstance(step.action()) && concerns(step.action(), disk))
        .map(PlannedStep::id)
        .toList();
  }

  static boolean concerns(Step step, ModelDisk disk) {
    return step.toString().contains("disk=DiskRef[disk=" + disk.id + ",");
  }

  static Set<String> needs(PlanOutcome.Plan plan, String id) {
    return Needs.of(plan, id);
  }
}
