package io.breakwater.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.operation.OperationKind;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepBudgetsTest {
  private static final Step HOLD = new Step.HoldReplication();
  private static final Optional<OperationKind> LIVE = Optional.of(OperationKind.LIVE_FAILOVER);
  private static final Optional<OperationKind> TEST = Optional.of(OperationKind.TEST_FAILOVER);

  @Test
  void prefersTheBudgetForTheKindOfOperation() {
    StepBudgets budgets = StepBudgets.of("HoldReplication=PT2M, LiveFailover/HoldReplication=PT5M");

    assertThat(budgets.of(LIVE, HOLD)).contains(Duration.ofMinutes(5));
    assertThat(budgets.of(TEST, HOLD)).contains(Duration.ofMinutes(2));
    assertThat(budgets.of(Optional.empty(), HOLD)).contains(Duration.ofMinutes(2));
  }

  @Test
  void leavesOtherStepsAndKindsAtTheirUsualBudget() {
    StepBudgets budgets = StepBudgets.of("LiveFailover/HoldReplication=PT5M");

    assertThat(budgets.of(TEST, HOLD)).isEmpty();
    assertThat(budgets.of(LIVE, new Step.PowerOffSource())).isEmpty();
    assertThat(StepBudgets.usual().of(LIVE, HOLD)).isEmpty();
    assertThat(StepBudgets.of("").of(LIVE, HOLD)).isEmpty();
  }

  @Test
  void namesTheStepTypesThatAWorkerKnows() {
    MachineRef machine = MachineRef.madeBy(new OperationId("op"));
    assertThat(StepBudgets.of("ReleaseMachine=PT1M").of(LIVE, new Step.ReleaseMachine(machine)))
        .contains(Duration.ofMinutes(1));
    assertThatThrownBy(() -> StepBudgets.of("HoldReplication=PT2M,TakeSnapshots=PT10M"))
        .hasMessageStartingWith("\"TakeSnapshots=PT10M\": the steps are AttachAsRoot, AttachData,")
        .hasMessageContaining("TakeSnapshot,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          TakeSnapshot                 | write a step and its budget
          TakeSnapshot=PT1M=PT2M       | write a step and its budget
          TakeSnapshot=10m             | a budget is a duration
          TakeSnapshot=PT0.5S          | a budget is a duration
          Live/TakeSnapshot=PT10M      | the operations are TestFailover, LiveFailover,
          CheckGuest=PT10M             | the steps are
          TakeSnapshot=PT1M,TakeSnapshot=PT2M | it is given twice
          """)
  void refusesWhatMakesNoSense(String list, String why) {
    assertThatThrownBy(() -> StepBudgets.of(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
