package io.breakwater.operation;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static io.breakwater.plan.Goal.FAILED_OVER_TEST;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.PendingWork;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The shared queue is served by a worker of another appliance. */
class SeveralAppliancesTest {
  private static final PlanOutcome PLAN =
      Plans.to(
          FAILED_OVER_TEST,
          Plans.hold(),
          Plans.snapshot(0, Plans.HOLD),
          Plans.detach(0, "snapshot/0"));

  @RegisterExtension final OperationServer server = new OperationServer(Elsewhere::new);

  @BeforeEach
  void appliances() {
    server.fake().isOneOfSeveral();
    server.fake().isPatientFor(Duration.ofSeconds(2));
  }

  @Test
  void leavesAllThatConcernsTheVmToTheWorkersOfItsAppliance() {
    server.hostOwnQueues();
    server.fake().plans(FAILED_OVER_TEST, PLAN);

    OperationResult result = server.complete(TEST_FAILOVER);

    assertThat(result.end()).isEqualTo(OperationResult.End.COMPLETED);
    assertThat(server.fake().stepCalls()).hasSize(3);
  }

  @Test
  void waitsForSuchAWorkerAndSaysSoBeforeAnythingIsTouched() {
    WorkflowStub operation = server.start(TEST_FAILOVER);

    OperationResult result = server.failedResult(operation);

    assertThat(result.end()).isEqualTo(OperationResult.End.REFUSED);
    assertThat(result.reasons()).extracting(Reason::code).containsExactly(Failures.NO_WORKER);
    assertThat(result.summary())
        .contains("no worker serves appliance " + Observations.APPLIANCE, "within 2 s");
    assertThat(server.progress(operation).warnings())
        .anyMatch(warning -> warning.contains("start one there"));
    assertThat(server.fake().stepCalls()).isEmpty();
  }

  @Test
  void inspectsThroughAWorkerOfTheAppliance() {
    server.hostOwnQueues();
    server.fake().plans(FAILED_OVER_TEST, PLAN);

    assertThat(server.result(inspect(), Planned.class).outcome()).isEqualTo(PLAN);
  }

  @Test
  void saysThatNobodyCanInspect() {
    ApplicationFailure failure = server.applicationFailure(inspect());

    assertThat(failure.getType()).isEqualTo(Failures.NO_WORKER);
    assertThat(failure.getOriginalMessage())
        .isEqualTo(
            "no worker serves appliance %1$s: start one there, with the setting appliance = %1$s,"
                    .formatted(Observations.APPLIANCE)
                + " and none came within 10 s");
  }

  private WorkflowStub inspect() {
    return server.start(
        "Inspect",
        Queues.inspectId(Observations.VM, "1"),
        TEST_FAILOVER,
        OperationRequest.of(Observations.VM));
  }

  /** Opens and closes the books of any VM, and looks at none of this one's appliance. */
  private record Elsewhere(FakeOperation fake) implements OperationActivities {
    @Override
    public Planned observeAndPlan(PlanRequest request) {
      throw Activity.wrap(
          ApplicationFailure.newFailure(
              "not here", Failures.OTHER_APPLIANCE, Observations.APPLIANCE.value()));
    }

    @Override
    public StepResult awaitPending(OperationRef operation, List<PendingWork> pending) {
      throw new AssertionError("waited on the wrong host");
    }

    @Override
    public List<Candidate> resolveVm(String vm) {
      return fake.candidates(vm);
    }

    @Override
    public List<Candidate> listVms(VmFilter filter) {
      return fake.candidates(filter);
    }

    @Override
    public Begun beginOperation(Begin begin) {
      return fake.begin(begin);
    }

    @Override
    public void recordAudit(OperationRef operation, AuditEntry entry) {
      fake.audit(entry);
    }

    @Override
    public void finishOperation(OperationRef operation, OperationResult result) {
      fake.finish(result);
    }
  }
}
