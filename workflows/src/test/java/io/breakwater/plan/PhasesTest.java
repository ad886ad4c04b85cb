package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.plan.Axes.OwnerAxis;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a plan when only some of its phases are wanted. */
class PhasesTest {
  private final ModelWorld failedOver = Worlds.failedOver(2, OwnerAxis.THIS_OPERATION);

  @Test
  void carriesOutTheFirstPhasesAndSaysThatTheGoalIsNotReached() {
    PlanOutcome.Plan plan =
        Plans.planned(back(Set.of("test-vm-shutdown", "volume-detachment"), Set.of()));

    assertThat(Plans.types(plan))
        .containsExactly(
            "HoldReplication", "StopMachine", "DetachFromMachine", "DetachFromMachine");
    assertThat(plan.partial()).isTrue();
    assertThat(plan.warnings())
        .anyMatch(warning -> warning.contains("the VM is not ready for failover"));
  }

  @Test
  void refusesAPhaseWithoutWhatItNeeds() {
    PlanOutcome outcome = back(Set.of("multi-volume-snapshot-cleanup"), Set.of());

    assertThat(Plans.codes(outcome)).containsOnly("PHASE_NEEDED");
    assertThat(Plans.refused(outcome).reasons().get(0).todo()).contains("volume-detachment");
  }

  @Test
  void refusesToLeaveOutWhatOthersNeed() {
    assertThat(Plans.codes(back(Set.of(), Set.of("volume-detachment"))))
        .containsOnly("PHASE_NEEDED");
  }

  @Test
  void leavesTheMachineWhenItsDeletionIsSkipped() {
    PlanOutcome.Plan plan = Plans.planned(back(Set.of(), Set.of("test-vm-deletion")));

    assertThat(Plans.types(plan))
        .contains("AttachToAppliance")
        .doesNotContain("UnprotectMachine", "DestroyMachine", "RecordReady");
  }

  @Test
  void leavesDriversOutWithoutLosingTheirPlaceInTheOrder() {
    PlanOutcome.Plan plan = Plans.planned(forward(Set.of("virtio-driver-injection")));

    assertThat(plan.partial()).isFalse();
    assertThat(Plans.types(plan)).doesNotContain("InjectDrivers").contains("RecordFailedOver");
    assertThat(Plans.needs(plan, "detach-from-appliance/disk-2000"))
        .contains("take-snapshot/disk-2000");
  }

  @Test
  void namesThePhasesThatThereAre() {
    PlanOutcome outcome = forward(Set.of("coffee-break"));

    assertThat(Plans.codes(outcome)).containsExactly("UNKNOWN_PHASE");
    assertThat(Plans.refused(outcome).reasons().get(0).todo()).contains("vm-creation");
  }

  @Test
  void refusesAnUnknownPhaseEvenWhenNothingIsToBeDone() {
    PlanOptions options =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1-test-1")
            .phases(Set.of(), Set.of("coffee-break"))
            .build();

    PlanOutcome outcome = new Planner().plan(Worlds.ready(2).observe(), Goal.READY, options);

    assertThat(Plans.codes(outcome)).containsExactly("UNKNOWN_PHASE");
  }

  private PlanOutcome back(Set<String> only, Set<String> skip) {
    PlanOptions options =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1-test-1").phases(only, skip).build();
    return new Planner().plan(failedOver.observe(), Goal.READY, options);
  }

  private static PlanOutcome forward(Set<String> skip) {
    PlanOptions options =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1-test-1").phases(Set.of(), skip).build();
    return new Planner().plan(Worlds.ready(2).observe(), Goal.FAILED_OVER_TEST, options);
  }
}
