package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.FailurePolicy;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.oma.ReplicationEnd;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.step.CheckOutcome;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The destination takes the source's place, is taken back or stays. */
class LiveFailoverTest {
  private static final String SYNC =
      "SELECT COUNT(*) FROM replication_jobs j JOIN breakwater_live_failovers l"
          + " ON l.final_sync_job = j.id WHERE j.vm_context_id = ? AND j.status = 'completed'"
          + " AND j.created_at > l.source_off_at AND j.completed_at < l.start_submitted_at";

  private static final String JOBS_SINCE_OFF =
      "SELECT COUNT(*) FROM replication_jobs j JOIN breakwater_live_failovers l"
          + " ON l.context_id = j.vm_context_id"
          + " WHERE j.vm_context_id = ? AND j.created_at > l.source_off_at";

  private static final String AUDIT =
      "SELECT GROUP_CONCAT(what ORDER BY what) FROM breakwater_audit WHERE context_id = ?";

  private static final String COMMITTED =
      "SELECT COUNT(*) FROM breakwater_committed_volumes WHERE context_id = ?";

  private static final String LEFT_BEHIND =
      "SELECT COUNT(*) FROM ossea_volumes WHERE vm_context_id = ?";

  private static TroubleWorld world;

  /** One of its own, because some VMs stay failed over. */
  @BeforeAll
  static void start() {
    world = TroubleWorld.start("live", Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void calm() {
    world.calm();
    world.site().vma().start();
    world.site().oma().replicationTakes(Duration.ofSeconds(20));
  }

  @Test
  void takesTheSourcesPlaceAndIsTakenBack() {
    ProtectedContext vm = world.windowsVm("live", 2);

    Ended up = end(OperationKind.LIVE_FAILOVER, builder(vm));

    assertThat(up.end()).as(up.summary()).isEqualTo(End.COMPLETED);
    assertThat(isSourceOn(vm)).isFalse();
    assertThat(world.judge().text(SYNC, vm.contextId())).isEqualTo("1");
    VmView machine = world.machineOf(vm).orElseThrow();
    assertThat(machine.name()).isEqualTo(vm.vmName());
    assertThat(machine.details()).containsEntry("breakwater.kind", "live");
    assertThat(up.result().checks()).isNotEmpty().allMatch(CheckOutcome::passed);
    world.judge().assertFailedOverLive(vm);

    Ended back = end(OperationKind.ROLLBACK, builder(vm).confirmDiscard(true).powerOnSource(true));

    assertThat(back.end()).as(back.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertHome(vm);
    assertThat(isSourceOn(vm)).isTrue();
    assertThat(world.judge().text(AUDIT, vm.contextId()))
        .isEqualTo(
            "CONSENTED confirmDiscard,CONSENTED powerOnSource,STARTED LiveFailover,STARTED"
                + " Rollback");
  }

  @Test
  void isNotTakenBackUnlessTheDataMayBeDiscarded() {
    ProtectedContext vm = failedOverLive("kept");
    long moment = world.judge().now();

    Ended refused = end(OperationKind.ROLLBACK, builder(vm));

    assertThat(refused.end()).as(refused.summary()).isEqualTo(End.REFUSED);
    world.judge().assertUntouchedSince(moment);
    world.judge().assertFailedOverLive(vm);
  }

  @Test
  void staysForGoodOnceItIsCommitted() {
    ProtectedContext vm = failedOverLive("committed");
    world.world().simulator().oracle().commit(vm.contextId());

    Ended ended = end(OperationKind.COMMIT, builder(vm));

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertCommitted(vm);
    assertThat(isSourceOn(vm)).isFalse();
    assertThat(world.judge().text(COMMITTED, vm.contextId())).isEqualTo("2");
    assertThat(world.judge().text(LEFT_BEHIND, vm.contextId())).isEqualTo("0");
  }

  @Test
  void isNotTakenBackOnceItIsCommitted() {
    ProtectedContext vm = failedOverLive("final");
    world.world().simulator().oracle().commit(vm.contextId());
    assertThat(end(OperationKind.COMMIT, builder(vm)).end()).isEqualTo(End.COMPLETED);
    long moment = world.judge().now();

    Ended ended = end(OperationKind.RECOVERY, builder(vm).confirmDiscard(true).powerOnSource(true));

    assertThat(ended.end()).isNotEqualTo(End.COMPLETED);
    assertThat(ended.reasonCodes()).contains("COMMITTED");
    world.judge().assertUntouchedSince(moment);
    world.judge().assertCommitted(vm);
    assertThat(isSourceOn(vm)).isFalse();
  }

  @Test
  void leavesTheContextFailedOverWhenACommitIsRefused() {
    ProtectedContext vm = failedOverLive("scattered");
    VmView machine = world.machineOf(vm).orElseThrow();
    Person person = new Person(world.cloud());
    person.does("stopVirtualMachine", Map.of("id", machine.id(), "forced", "true"));
    person.does("detachVolume", Map.of("id", vm.volumeIds().get(1)));

    Ended ended = end(OperationKind.COMMIT, builder(vm));

    assertThat(ended.end()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).containsExactly("DESTINATION_NOT_WHOLE");
    assertThat(world.judge().statusOf(vm)).isEqualTo("failed_over_live");
  }

  @Test
  void refusesToGoWithoutTheSourceWhileItIsSeenOn() {
    ProtectedContext vm = world.windowsVm("not-lost", 1);
    long moment = world.judge().now();

    Ended ended =
        end(
            OperationKind.LIVE_FAILOVER,
            builder(vm).unplanned(true).askedBy("anna", "the site burns"));

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).containsExactly("SOURCE_IS_ON");
    world.judge().assertUntouchedSince(moment);
    world.judge().assertHome(vm);
  }

  @Test
  void goesWithoutASourceSiteThatIsLost() {
    ProtectedContext vm = world.windowsVm("lost", 1);
    world.site().vma().stop();

    Ended ended =
        end(
            OperationKind.LIVE_FAILOVER,
            builder(vm).unplanned(true).askedBy("anna", "the site burns"));

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOverLive(vm);
    assertThat(world.judge().text(AUDIT, vm.contextId()))
        .isEqualTo(
            "CONSENTED unplanned,STARTED LiveFailover,STARTED WITHOUT SEEING THE SOURCE OFF");
  }

  @Test
  void saysWhyTheFinalSyncFailedAndTouchesNoDisk() {
    ProtectedContext vm = world.windowsVm("unsynced", 1);
    world.site().oma().nextReplication(vm.contextId(), ReplicationEnd.FAILS);

    Ended ended = end(OperationKind.LIVE_FAILOVER, builder(vm).onFailure(FailurePolicy.ROLL_BACK));

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.ROLLED_BACK);
    assertThat(ended.result().failures())
        .anySatisfy(
            failure -> {
              assertThat(failure.type()).isEqualTo("FinalSyncFailed");
              assertThat(failure.message()).contains("ended as failed");
            });
  }

  @Test
  void goesWithoutASyncThatTheRequestGivesUp() {
    ProtectedContext vm = world.windowsVm("behind", 1);

    Ended ended = end(OperationKind.LIVE_FAILOVER, builder(vm).skipFinalSync(true));

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOverLive(vm);
    assertThat(isSourceOn(vm)).isFalse();
    assertThat(world.judge().text(SYNC, vm.contextId())).isEqualTo("0");
  }

  @Test
  void goesOnWithTheSyncOfAWorkerThatDied() {
    ProtectedContext vm = world.windowsVm("orphaned", 1);
    world.site().oma().replicationTakes(Duration.ofSeconds(100));
    Run run = world.operations().start(OperationKind.LIVE_FAILOVER, builder(vm).build());
    run.awaitRunning("sync-source");
    await().until(() -> syncs(vm), "1"::equals);

    world.worker().kill();
    world.ensureWorker();

    Ended ended = run.end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    assertThat(syncs(vm)).describedAs("replications with the source off").isEqualTo("1");
    world.judge().assertFailedOverLive(vm);
  }

  private String syncs(ProtectedContext vm) {
    return world.judge().text(JOBS_SINCE_OFF, vm.contextId());
  }

  private ProtectedContext failedOverLive(String what) {
    ProtectedContext vm = world.windowsVm(what, 2);
    Ended ended = end(OperationKind.LIVE_FAILOVER, builder(vm));
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    return vm;
  }

  private Ended end(OperationKind kind, OperationRequestBuilder request) {
    return world.operations().start(kind, request.build()).end(Duration.ofSeconds(90));
  }

  private static OperationRequestBuilder builder(ProtectedContext vm) {
    return OperationRequest.builder(new ContextId(vm.contextId()));
  }

  private boolean isSourceOn(ProtectedContext vm) {
    return world.site().vma().isOn(vm.vcenter(), vm.vmwareVmId());
  }
}
