package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.site.ProtectedContext;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recovery from states that no operation of ours made: the old system's, and people's. */
class RecoveryTest {
  private static TroubleWorld world;
  private final Person person = new Person(world.cloud());
  private final OldFailover old = new OldFailover(world, person);

  @BeforeAll
  static void enter() {
    world = TroubleWorld.shared();
  }

  @BeforeEach
  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void revertsDisksThatTheOldSystemDiedOnWhileItInjectedDrivers() {
    ProtectedContext vm = world.windowsVm("stuck-injection", 2);
    String job = old.diedWhileInjecting(vm);

    Run.Ended recovered = world.operations().start(OperationKind.RECOVERY, vm).end();

    assertThat(recovered.end()).as(recovered.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
    assertThat(world.judge().text("SELECT status FROM failover_jobs WHERE job_id = ?", job))
        .isEqualTo("failed");
    assertThat(world.judge().text("SELECT status FROM job_tracking WHERE id = ?", job))
        .isEqualTo("failed");
  }

  @Test
  void doesNotRevertWhatWasReplicatedSinceTheOldSystemsSnapshot() throws SQLException {
    ProtectedContext vm = world.windowsVm("replicated-since", 2);
    String job = old.diedWhileInjecting(vm);
    world
        .site()
        .database()
        .update(
            "UPDATE failover_jobs SET replication_job_id = 'an-earlier-one' WHERE job_id = ?", job);
    long moment = world.judge().now();

    Run.Ended refused = world.operations().start(OperationKind.RECOVERY, vm).end();

    assertThat(refused.end()).as(refused.summary()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(refused.reasonCodes()).contains("BASELINE_UNKNOWN");
    assertThat(world.judge().statusOf(vm)).isEqualTo("cleanup_required");
    world.judge().assertUntouchedSince(moment);
  }

  @Test
  void recoversADestroyedDestinationBeforeItsExpungeTakesTheDisk() {
    ProtectedContext vm = failedOver("destroyed");
    VmView machine = world.machineOf(vm).orElseThrow();
    Map<String, String> unprotected = Map.of("id", machine.id(), "deleteprotection", "false");
    byHand(
        () -> {
          person.does("updateVirtualMachine", unprotected);
          person.does("destroyVirtualMachine", Map.of("id", machine.id()));
        });

    Run.Ended recovered = world.operations().start(OperationKind.RECOVERY, vm).end();

    assertThat(recovered.end()).as(recovered.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  @Test
  void bringsADiskHomeThatAPersonDetached() {
    ProtectedContext vm = world.windowsVm("detached-by-hand", 2);
    person.does("detachVolume", Map.of("id", vm.volumeIds().get(1)));

    Run.Ended recovered = world.operations().start(OperationKind.RECOVERY, vm).end();

    assertThat(recovered.end()).as(recovered.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  @Test
  void asksAPersonWhenTheSnapshotToGoBackToWasDeleted() {
    ProtectedContext vm = failedOver("snapshot-deleted");
    SnapshotView snapshot =
        world.cloud().view().snapshots().stream()
            .filter(s -> s.volumeId().equals(vm.osVolumeId()))
            .findFirst()
            .orElseThrow();
    byHand(() -> person.does("deleteSnapshot", Map.of("id", snapshot.id())));
    long moment = world.judge().now();

    Run.Ended refused = world.operations().start(OperationKind.RECOVERY, vm).end();

    assertThat(refused.end()).as(refused.summary()).isEqualTo(End.CLEANUP_REQUIRED);
    assertThat(refused.reasonCodes()).contains("NO_SNAPSHOT");
    world.judge().assertUntouchedSince(moment);
    world.judge().assertNoViolation();
    removeByHand(vm);
  }

  @Test
  void takesATestFailoverBackAsARollback() {
    ProtectedContext vm = failedOver("rollback");

    Run.Ended back = world.operations().start(OperationKind.ROLLBACK, vm).end();

    assertThat(back.end()).as(back.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  /** The oracle judges everybody; what people do is not held against Breakwater. */
  private static void byHand(Runnable deed) {
    world.judge().assertNoViolation();
    deed.run();
    world.world().simulator().oracle().clear();
  }

  /** What the reasons ask a person to do; the other VMs of this world are judged for orphans. */
  private void removeByHand(ProtectedContext vm) {
    Map<String, String> machine = Map.of("id", world.machineOf(vm).orElseThrow().id());
    person.does("stopVirtualMachine", machine);
    vm.volumeIds().forEach(volume -> person.does("detachVolume", Map.of("id", volume)));
    person.does(
        "updateVirtualMachine", Map.of("id", machine.get("id"), "deleteprotection", "false"));
    person.does("destroyVirtualMachine", Map.of("id", machine.get("id"), "expunge", "true"));
  }

  private static ProtectedContext failedOver(String name) {
    ProtectedContext vm = world.windowsVm(name, 2);
    Run.Ended up = world.operations().testFailover(vm).end();
    assertThat(up.end()).as(up.summary()).isEqualTo(End.COMPLETED);
    return vm;
  }
}
