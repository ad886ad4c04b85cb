package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.Failures;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.Step;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two appliances, each with a CloudStack and a worker of its own, in one installation. */
class SeveralAppliancesTest {
  private static TroubleWorld north;
  private static SecondSite south;
  private JavaProcess worker;

  /** The second row appears while the first worker runs and was told of no other. */
  @BeforeAll
  static void open() {
    north = TroubleWorld.start("appliances", Map.of());
    south = SecondSite.beside(north.world(), "south");
  }

  @AfterAll
  static void close() {
    north.close();
    south.close();
  }

  @AfterEach
  void stopSouth() {
    if (worker != null) {
      worker.close();
    }
  }

  @Test
  void failsOverAndCleansUpOnBothSideBySide() {
    worker = south.startWorker("south");
    ProtectedContext here = north.windowsVm("north", 2);
    ProtectedContext there = south.windowsVm("south");

    complete(OperationKind.TEST_FAILOVER, here, there);

    north.judge().assertFailedOver(here);
    south.assertFailedOver(there);
    assertThat(deploys(north.cloud(), there)).isZero();
    assertThat(deploys(south.cloud(), here)).isZero();

    complete(OperationKind.CLEANUP, here, there);

    north.judge().assertReady(here);
    south.assertReady(there);
    assertThat(north.judge().openBooks(there)).isEmpty();
  }

  @Test
  void aVmWithoutWorkerWaitsAndSaysSoWhileOthersGoOn() {
    ProtectedContext here = north.windowsVm("north", 2);
    ProtectedContext there = south.windowsVm("waiting");
    Run waiting = north.operations().testFailover(there);

    complete(OperationKind.TEST_FAILOVER, here);
    complete(OperationKind.CLEANUP, here);

    north.judge().assertReady(here);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(waiting.progress().warnings())
                    .anyMatch(
                        w -> w.startsWith("no worker serves appliance " + south.appliance())));
    assertThat(waiting.steps()).isEmpty();

    worker = south.startWorker("south-late");

    Run.Ended ended = waiting.end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    complete(OperationKind.CLEANUP, there);
    south.assertReady(there);
  }

  @Test
  void looksAtAVmFromItsOwnApplianceWhicheverWorkerIsAsked() {
    worker = south.startWorker("south-looks");
    ProtectedContext here = north.windowsVm("north", 1);
    ProtectedContext there = south.windowsVm("south");

    for (int i = 0; i < 4; i++) {
      assertThat(north.operations().plan(OperationKind.TEST_FAILOVER, here))
          .anyMatch(step -> step.action() instanceof Step.CreateMachine);
      assertThat(north.operations().plan(OperationKind.TEST_FAILOVER, there))
          .anyMatch(step -> step.action() instanceof Step.CreateMachine);
    }
  }

  @Test
  void refusesAVmThatNamesNoAppliance() {
    ProtectedContext vm = north.windowsVm("nowhere", 1);
    Rows rows = new Rows(north);
    rows.change(
        "UPDATE vm_replication_contexts SET ossea_config_id = NULL WHERE context_id = ?",
        vm.contextId());
    rows.change(
        "UPDATE ossea_volumes SET ossea_config_id = NULL WHERE vm_context_id = ?", vm.contextId());

    Run.Ended ended = north.operations().testFailover(vm).end();

    assertThat(ended.end()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).containsExactly(Failures.APPLIANCE_UNKNOWN);
    assertThat(ended.summary()).contains("set ossea_config_id");
    assertThat(north.judge().openBooks(vm)).isEmpty();
  }

  private static void complete(OperationKind kind, ProtectedContext... vms) {
    List<Run> runs = Stream.of(vms).map(vm -> north.operations().start(kind, vm)).toList();
    for (Run run : runs) {
      Run.Ended ended = run.end();
      assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    }
  }

  private static long deploys(SimulatedCloud cloud, ProtectedContext vm) {
    return cloud.journal().entries().stream()
        .filter(JournalEntry::mutating)
        .filter(call -> call.parameters().values().stream().anyMatch(v -> v.contains(vm.vmName())))
        .count();
  }
}
