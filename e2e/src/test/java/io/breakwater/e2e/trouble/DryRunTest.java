package io.breakwater.e2e.trouble;

import static io.breakwater.operation.OperationKind.COMMIT;
import static io.breakwater.operation.OperationKind.LIVE_FAILOVER;
import static io.breakwater.operation.OperationKind.RECOVERY;
import static io.breakwater.operation.OperationKind.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.Batch;
import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanText;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowOptions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A dry run of every operation shows the plan and changes nothing: not in CloudStack, not at the
 * daemon, not at the source, and no row of the database.
 */
class DryRunTest {
  private static TroubleWorld world;
  private static ProtectedContext ready;
  private static ProtectedContext tested;
  private static ProtectedContext live;

  @BeforeAll
  static void bringVmsIntoEachState() {
    world = TroubleWorld.shared();
    world.calm();
    ready = world.windowsVm("dry-ready", 2);
    tested = world.windowsVm("dry-tested", 2);
    live = world.windowsVm("dry-live", 2);
    Run test = world.operations().testFailover(tested);
    Run failover = world.operations().start(LIVE_FAILOVER, live);
    assertThat(test.end().end()).isEqualTo(End.COMPLETED);
    assertThat(failover.end().end()).isEqualTo(End.COMPLETED);
  }

  @AfterAll
  static void takeBack() {
    Run cleanup = world.operations().cleanup(tested);
    Run back = world.operations().start(ROLLBACK, Operations.inEarnest(ROLLBACK, live));
    assertThat(cleanup.end().end()).isEqualTo(End.COMPLETED);
    assertThat(back.end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(ready, tested, live);
  }

  @ParameterizedTest
  @EnumSource
  void showsThePlanAndChangesNothing(OperationKind kind) {
    ProtectedContext vm = vmFor(kind);
    String before = everything();

    Run run = world.operations().start(kind, dryRun(kind, vm));
    Ended ended = run.end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    assertThat(ended.result().plan()).isInstanceOfSatisfying(Plan.class, DryRunTest::assertLong);
    assertThat(detailsOf(run)).contains(PlanText.of(ended.result().plan()));
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void changesNothingInABatchEither() {
    String before = everything();
    OperationRequest options = OperationRequest.builder(null).dryRun(true).build();
    List<String> vms = List.of(tested.contextId(), ready.contextId());

    Batch batch =
        world
            .world()
            .client()
            .newWorkflowStub(
                Batch.class,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(Queues.batchId("dry"))
                    .setTaskQueue(Queues.MAIN)
                    .build());
    Batch.BatchResult result =
        batch.run(new BatchRequest(RECOVERY, vms, null, null, null, false, options));

    assertThat(result.completed()).isEqualTo(2);
    assertThat(everything()).isEqualTo(before);
  }

  private static ProtectedContext vmFor(OperationKind kind) {
    return switch (kind) {
      case TEST_FAILOVER, LIVE_FAILOVER -> ready;
      case CLEANUP, RECOVERY -> tested;
      case ROLLBACK, COMMIT -> live;
    };
  }

  private static OperationRequest dryRun(OperationKind kind, ProtectedContext vm) {
    return OperationRequest.builder(new ContextId(vm.contextId()))
        .dryRun(true)
        .confirmDiscard(kind == ROLLBACK)
        .powerOnSource(kind == ROLLBACK)
        .build();
  }

  private static void assertLong(Plan plan) {
    assertThat(plan.steps()).hasSizeGreaterThan(plan.goal() == COMMIT.goal() ? 2 : 8);
  }

  private static String detailsOf(Run run) {
    return run.workflow()
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  /** What was ever asked to change, where the sources stand, and a checksum of every table. */
  private static String everything() {
    long changes =
        world.cloud().journal().entries().stream().filter(call -> call.mutating()).count();
    List<Boolean> sources =
        List.of(ready, tested, live).stream()
            .map(vm -> world.site().vma().isOn(vm.vcenter(), vm.vmwareVmId()))
            .toList();
    return changes + " changes, sources on: " + sources + ", " + tables();
  }

  private static Map<String, String> tables() {
    try {
      List<String> names =
          world
              .site()
              .database()
              .query(
                  row -> row.getString(1),
                  "SELECT table_name FROM information_schema.tables"
                      + " WHERE table_schema = DATABASE()");
      Map<String, String> checksums = new TreeMap<>();
      for (String name : names) {
        world
            .site()
            .database()
            .first(row -> row.getString(2), "CHECKSUM TABLE `" + name + "`")
            .ifPresent(sum -> checksums.put(name, sum));
      }
      return checksums;
    } catch (SQLException e) {
      throw new AssertionError("read the database", e);
    }
  }
}
