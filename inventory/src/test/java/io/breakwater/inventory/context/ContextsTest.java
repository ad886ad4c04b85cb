package io.breakwater.inventory.context;

import static io.breakwater.operation.OperationKind.CLEANUP;
import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestResults;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextStatus;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextsTest {
  private final Contexts contexts = new Contexts(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000");

  @Test
  void resolvesANameAndAContextId() {
    assertThat(contexts.resolve(vm.name()))
        .extracting(Candidate::contextId)
        .containsExactly(vm.context());
    assertThat(contexts.resolve(vm.context().value()))
        .extracting(Candidate::vmName)
        .containsExactly(vm.name());
  }

  @Test
  void resolvesANameInTwoVcentersToBoth() {
    TestVm.in(vm.jdbi(), vm.name(), "vcenter-2");

    assertThat(contexts.resolve(vm.name()))
        .extracting(Candidate::vcenterHost)
        .containsExactly("vcenter-1", "vcenter-2");
  }

  @Test
  void doesNotTakeANameThatDiffersByAnAccentOrCase() {
    String unique = UUID.randomUUID().toString();
    TestVm.named("Müller " + unique);

    assertThat(contexts.resolve("Muller " + unique)).isEmpty();
    assertThat(contexts.resolve("müller " + unique)).isEmpty();
    assertThat(contexts.resolve("Müller " + unique)).hasSize(1);
  }

  @Test
  void keepsTheSchedulerAwayAndRemembersTheStatusBefore() {
    OperationRef operation = vm.begin(TEST_FAILOVER);

    assertThat(contexts.hold(operation)).isEqualTo(ContextStatus.ready_for_failover);
    assertThat(contexts.hold(operation)).isEqualTo(ContextStatus.ready_for_failover);

    ContextRow row = contexts.find(vm.context()).orElseThrow();
    assertThat(row.storedStatus()).isEqualTo(ContextStatus.cleanup_required);
    assertThat(row.hold().operation()).isEqualTo(operation.id());
    assertThat(row.status()).isEqualTo(ContextStatus.ready_for_failover);
  }

  @Test
  void passesTheStatusOnWhenThePredecessorDiedHolding() {
    vm.set("current_status", "failed_over_test");
    contexts.hold(vm.begin(CLEANUP));

    OperationRef next = vm.begin(CLEANUP);

    assertThat(contexts.hold(next)).isEqualTo(ContextStatus.failed_over_test);
  }

  @Test
  void forgetsAHoldThatWasPassedOnOnceItsSuccessorEndedInDoubt() {
    contexts.hold(vm.begin(CLEANUP));
    OperationRef next = vm.begin(CLEANUP);
    contexts.hold(next);

    new Operations(vm.jdbi())
        .finish(next, TestResults.of(next, End.CLEANUP_REQUIRED, "somebody has to look"));

    assertThat(contexts.find(vm.context()).orElseThrow().status())
        .isEqualTo(ContextStatus.cleanup_required);
  }

  @Test
  void takesCleanupRequiredForItselfWhenNoOperationHoldsIt() {
    vm.set("current_status", "cleanup_required");

    assertThat(contexts.find(vm.context()).orElseThrow().status())
        .isEqualTo(ContextStatus.cleanup_required);
    assertThat(contexts.hold(vm.begin(CLEANUP))).isEqualTo(ContextStatus.cleanup_required);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pending", "provisioning", "replicating", "some-new-status"})
  void refusesToHoldWhileAReplicationRuns(String status) {
    vm.execute("UPDATE replication_jobs SET status = ? WHERE id = ?", status, vm.firstJob());
    OperationRef operation = vm.begin(TEST_FAILOVER);

    assertThatThrownBy(() -> contexts.hold(operation))
        .isInstanceOf(ReplicationActive.class)
        .hasMessageContaining(vm.firstJob());
    assertThat(contexts.find(vm.context()).orElseThrow().storedStatus())
        .isEqualTo(ContextStatus.ready_for_failover);
  }

  @Test
  void letsTheOldApplianceRefuseReplicationsWhileItHolds() {
    OperationRef operation = vm.begin(TEST_FAILOVER);
    String newest = vm.firstJob();
    contexts.letReplicate(operation);

    contexts.hold(operation);
    assertThat(contexts.find(vm.context()).orElseThrow().currentJobId()).isEqualTo(newest);

    contexts.letReplicate(operation);
    assertThat(contexts.find(vm.context()).orElseThrow().currentJobId()).isNullOrEmpty();
  }

  @Test
  void putsTheStatusBackUnlessSomebodyElseChangedIt() {
    OperationRef operation = vm.begin(TEST_FAILOVER);
    contexts.hold(operation);

    contexts.restoreStatus(operation);
    assertThat(status()).isEqualTo(ContextStatus.ready_for_failover);

    contexts.setStatus(vm.context(), ContextStatus.failed_over_live);
    contexts.restoreStatus(operation);
    assertThat(status()).isEqualTo(ContextStatus.failed_over_live);
  }

  @Test
  void keepsTheVolumesProtectedAfterTheOldSystemDroppedTheirRows() {
    contexts.hold(vm.begin(TEST_FAILOVER));

    vm.execute("DELETE FROM ossea_volumes WHERE vm_context_id = ?", vm.context().value());

    assertThat(new Disks(vm.jdbi()).isProtected(vm.disk(0).volume())).isTrue();
  }

  @Test
  void listsTheGroupsOfAContext() {
    vm.execute("INSERT INTO vm_machine_groups (id, name) VALUES (?, ?)", vm.name(), vm.name());
    vm.execute(
        "INSERT INTO vm_group_memberships (group_id, vm_context_id) VALUES (?, ?)",
        vm.name(),
        vm.context().value());

    assertThat(contexts.groups().get(vm.context()))
        .extracting(Contexts.Group::name)
        .containsExactly(vm.name());
  }

  private ContextStatus status() {
    return contexts.find(vm.context()).orElseThrow().storedStatus();
  }
}
