package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.StepResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResultTest {
  private static final CheckOutcome RUNS = new CheckOutcome("running", true, "Running");
  private static final CheckOutcome CLOSED = new CheckOutcome("TCP 3389", false, "refused");

  @RegisterExtension final OperationServer server = new OperationServer();

  @Test
  void namesTheDestinationThatWasDeployed() {
    server
        .fake()
        .answers(
            "snapshot/0",
            StepResult.made(StepResult.Effect.DONE, Observations.DESTINATION, "deployed"));
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.snapshot(0)));

    OperationResult result = server.complete(TEST_FAILOVER);

    assertThat(result.destination()).isEqualTo(Observations.DESTINATION);
  }

  @Test
  void listsTheChecksAndWarnsOfThoseThatFailed() {
    server.fake().answers("check", StepResult.checked(List.of(RUNS, CLOSED), "1 of 2"));
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.check()));

    OperationResult result = server.complete(TEST_FAILOVER);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.checks()).containsExactly(RUNS, CLOSED);
    assertThat(result.warnings()).containsExactly("check TCP 3389 failed: refused");
  }

  @Test
  void warnsOfWhatAStepHadToForce() {
    server.fake().answers("check", StepResult.done("Stopped (forced)").warning("by force"));
    server.fake().plans(FAILED_OVER_TEST, Plans.to(FAILED_OVER_TEST, Plans.check()));

    OperationResult result = server.complete(TEST_FAILOVER);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.warnings()).containsExactly("by force");
  }

  @Test
  void saysWhenOnlySomePhasesWereAskedFor() {
    List<String> warnings = List.of("phases are left out");
    Plan partial = new Plan(FAILED_OVER_TEST, List.of(Plans.hold()), warnings, true);
    server.fake().plans(FAILED_OVER_TEST, partial);
    OperationRequest request =
        OperationRequest.builder(Observations.VM).skip(Set.of("vm-creation")).build();

    OperationResult result =
        server.result(server.start(TEST_FAILOVER, request), OperationResult.class);

    assertThat(result.end()).isEqualTo(End.COMPLETED);
    assertThat(result.summary()).contains("phases asked for are done", "cleanup_required");
    assertThat(result.destinationName()).isNull();
    assertThat(server.fake().planRequests().get(0).options().skip()).containsExactly("vm-creation");
  }
}
