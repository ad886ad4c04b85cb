package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.PendingWork;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTextTest {
  @Test
  void numbersTheStepsAndSaysWhatEachWaitsFor() {
    PlanBuilder plan = new PlanBuilder();
    plan.warn("no drivers are injected");
    add(plan, "hold", "Keep replication away", List.of());
    add(plan, "flush", "Flush the devices", List.of("hold"));
    add(plan, "record", "Record it", List.of("flush", "hold"));

    assertThat(PlanText.of(plan.build(Goal.READY)))
        .isEqualTo(
            """
            > no drivers are injected

            1. Keep replication away (at most 1 min)
            2. Flush the devices (after 1; at most 1 min)
            3. Record it (after 1, 2; at most 1 min)
            """);
  }

  @Test
  void saysWhyThereIsNothingToDo() {
    Reasons reasons = new Reasons();
    reasons.add("NO_DISKS", "pgtest1 has no disks", "replicate the VM first");

    assertThat(PlanText.of(reasons.refusal()))
        .isEqualTo("Refused:\n\n- `NO_DISKS` pgtest1 has no disks: replicate the VM first\n");
    assertThat(PlanText.of(new Plan(Goal.READY, List.of(), List.of())))
        .isEqualTo("Nothing is to be done.\n");
  }

  @Test
  void saysWhatIsWaitedFor() {
    AwaitFirst await =
        new AwaitFirst(
            List.of(new PendingWork(PendingWork.Kind.CLOUDSTACK_JOB, "1", "a snapshot")));

    assertThat(PlanText.of(await)).endsWith(":\n\n- a snapshot\n");
  }

  private static void add(PlanBuilder plan, String id, String title, List<String> needs) {
    plan.add(id, StepName.VALIDATION, title, new Step.HoldReplication(), Budgets.DATABASE, needs);
  }
}
