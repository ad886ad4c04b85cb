package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.ReplicationView.Life;
import io.breakwater.observation.ReplicationView.Look;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.PlanOutcome.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a replication that the books call active, or that broke off, means to a plan. */
class PlannerReplicationRulesTest {
  private static final PlanOptions ENDING_OLD_WORK =
      PlanOptions.builder(ModelWorld.THIS, "pgtest1-test").endOldWork(true).build();

  private final ModelWorld failedOver = Worlds.failedOver(1, OwnerAxis.THIS_OPERATION);
  private final ModelWorld ready = Worlds.ready(2);

  @Test
  void closesADeadReplicationBeforeItHoldsTheVm() {
    failedOver.replication = active(Life.DEAD);

    Plan plan = Plans.ready(failedOver);

    String close = Plans.only(plan, Step.CloseReplication.class);
    String hold = Plans.only(plan, Step.HoldReplication.class);
    assertThat(Plans.needs(plan, hold)).contains(close);
    assertThat(plan.warnings()).anyMatch(w -> w.contains("job-1") && w.contains("replicate"));
  }

  @Test
  void closesADeadReplicationOfAVmThatIsAtHome() {
    ready.replication = active(Life.DEAD);

    Plan plan = Plans.ready(ready);

    assertThat(plan.steps())
        .extracting(PlannedStep::action)
        .containsExactly(new Step.CloseReplication("job-1"), new Step.RecordReady());
  }

  @ParameterizedTest
  @CsvSource({"AT_WORK, false", "AT_WORK, true", "UNKNOWN, false"})
  void leavesAReplicationAloneThatMayBeAtWork(Life life, boolean endOldWork) {
    failedOver.replication = active(life);
    PlanOptions options =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1-test").endOldWork(endOldWork).build();

    PlanOutcome outcome = new Planner().plan(failedOver.observe(), Goal.READY, options);

    assertThat(Plans.codes(outcome)).containsExactly("REPLICATION_RUNNING");
  }

  @Test
  void closesAReplicationInDoubtWhenTheRequestSaysSo() {
    failedOver.replication = active(Life.UNKNOWN);

    PlanOutcome outcome = new Planner().plan(failedOver.observe(), Goal.READY, ENDING_OLD_WORK);

    assertThat(Plans.only((Plan) outcome, Step.CloseReplication.class))
        .isEqualTo("close-replication");
  }

  @Test
  void failsNothingOverBesideAReplicationEvenIfItIsDead() {
    ready.replication = active(Life.DEAD);

    PlanOutcome outcome = Plans.outcome(ready, Goal.FAILED_OVER_TEST);

    assertThat(Plans.codes(outcome)).containsExactly("REPLICATION_RUNNING");
    assertThat(((PlanOutcome.Refusal) outcome).reasons().get(0).todo()).contains("recovery");
  }

  @Test
  void bootsNoDiskThatAReplicationLeftBetweenTwoMoments() {
    ready.replication = new ReplicationView(null, true, true, null, "job-1");
    PlanOptions lax =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1-test").skipValidation(true).build();

    assertThat(Plans.codes(Plans.outcome(ready, Goal.FAILED_OVER_TEST)))
        .containsExactly("SYNC_NOT_VERIFIED");
    assertThat(new Planner().plan(ready.observe(), Goal.FAILED_OVER_TEST, lax))
        .isInstanceOf(Plan.class);
  }

  @Test
  void letsAFinalSyncMakeTheDisksWhole() {
    ready.replication = new ReplicationView(null, true, true, null, "job-1");

    assertThat(Plans.outcome(ready, Goal.FAILED_OVER_LIVE)).isInstanceOf(Plan.class);
  }

  private static ReplicationView active(Life life) {
    return new ReplicationView("job-1", true, true, new Look(life, "as a test says"), null);
  }
}
