package io.breakwater.inventory.snapshot;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.observation.Baseline;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.SnapshotId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotsTest {
  private static final Baseline BASELINE = new Baseline("52 de/7", "job-1");

  private final Snapshots snapshots = new Snapshots(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");
  private final OperationRef operation = vm.begin(TEST_FAILOVER);
  private final SnapshotId taken = newId();

  @Test
  void recordsIntentThenSnapshotWithTheBaselineOfTheIntent() {
    snapshots.intent(operation, vm.disk(0), "bw-x-disk-2000", BASELINE);
    assertThat(snapshots.find(operation.id(), vm.disk(0).disk()).orElseThrow().id()).isNull();

    snapshots.recorded(operation, vm.disk(0), taken);
    snapshots.recorded(operation, vm.disk(0), taken);
    snapshots.intent(operation, vm.disk(0), "bw-x-disk-2000", new Baseline("later", "job-2"));

    SnapshotRow row = snapshots.find(operation.id(), vm.disk(0).disk()).orElseThrow();
    assertThat(row.id()).isEqualTo(taken);
    assertThat(row.baseline()).isEqualTo(BASELINE);
    assertThat(row.takenAt()).isNotNull();
    assertThat(snapshots.of(vm.context())).containsExactly(row);
  }

  @Test
  void takesTheNewBaselineWhenTheIntentWasNeverCarriedOut() {
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);

    snapshots.intent(operation, vm.disk(0), "n", new Baseline("later", "job-2"));

    assertThat(snapshots.find(operation.id(), vm.disk(0).disk()).orElseThrow().baseline())
        .isEqualTo(new Baseline("later", "job-2"));
  }

  @Test
  void fillsAndEmptiesTheSlotThatOtherProgramsRead() {
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);
    snapshots.recorded(operation, vm.disk(0), taken);
    assertThat(slot(0)).isEqualTo(taken + " ready dated");

    snapshots.forgotten(vm.disk(0).volume(), taken);

    assertThat(slot(0)).isEqualTo("NULL none undated");
    assertThat(snapshots.of(vm.context())).isEmpty();
  }

  @Test
  void leavesTheSlotOfAnotherSnapshotAlone() {
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);
    snapshots.recorded(operation, vm.disk(0), taken);

    snapshots.forgotten(vm.disk(0).volume(), newId());

    assertThat(slot(0)).isEqualTo(taken + " ready dated");
  }

  @Test
  void refusesASecondSnapshotOfOneOperationForADisk() {
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);
    snapshots.recorded(operation, vm.disk(0), taken);

    assertThatThrownBy(() -> snapshots.recorded(operation, vm.disk(0), newId()))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> snapshots.recorded(operation, vm.disk(1), newId()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void showsWhatTheOldSystemTracks() {
    SnapshotId old = newId();
    track(0, old.value());

    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.id()).isEqualTo(old);
              assertThat(row.operation()).isNull();
              assertThat(row.disk()).isEqualTo(vm.disk(0).disk());
              assertThat(row.baseline()).isNull();
            });
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "")
  void takesNullAndEmptyAsNoSnapshot(String none) {
    track(0, none);

    assertThat(snapshots.of(vm.context())).isEmpty();
  }

  @Test
  void keepsTrackOfAnOldSnapshotWhoseSlotItNeeds() {
    SnapshotId old = newId();
    track(0, old.value());
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);

    snapshots.recorded(operation, vm.disk(0), taken);

    assertThat(slot(0)).isEqualTo(taken + " ready dated");
    assertThat(snapshots.of(vm.context())).extracting(SnapshotRow::id).containsExactly(old, taken);
    assertThat(snapshots.of(vm.context()).get(0).operation()).isNull();

    snapshots.forgotten(vm.disk(0).volume(), old);
    assertThat(snapshots.of(vm.context())).extracting(SnapshotRow::id).containsExactly(taken);
  }

  @Test
  void forgetsAllOfAVmAndOnlyOfThat() {
    TestVm other = TestVm.create().withDisk("disk-2000");
    OperationRef otherOperation = other.begin(TEST_FAILOVER);
    snapshots.intent(otherOperation, other.disk(0), "n", BASELINE);
    snapshots.recorded(otherOperation, other.disk(0), newId());
    snapshots.intent(operation, vm.disk(0), "n", BASELINE);
    track(1, newId().value());

    snapshots.forgetAll(vm.context());

    assertThat(snapshots.of(vm.context())).isEmpty();
    assertThat(slot(1)).isEqualTo("NULL none undated");
    assertThat(snapshots.of(other.context())).hasSize(1);
  }

  @Test
  void knowsWhatAnOldSnapshotHoldsWhileNothingWasReplicatedSinceItsFailover() {
    track(0, newId().value());
    oldFailover(vm.firstJob(), "2025-12-31 23:59:00");

    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .extracting(SnapshotRow::baseline)
        .isEqualTo(new Baseline("52 de/7", vm.firstJob()));
  }

  @Test
  void doesNotKnowWhatAnOldSnapshotHoldsOnceItWasReplicatedAgain() {
    track(0, newId().value());
    oldFailover("an-earlier-job", "2025-12-31 23:59:00");

    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .extracting(SnapshotRow::baseline)
        .isNull();
  }

  @Test
  void doesNotTakeAFailoverAfterTheSnapshotForTheOneThatMadeIt() {
    track(0, newId().value());
    oldFailover(vm.firstJob(), "2026-01-01 00:00:01");

    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .extracting(SnapshotRow::baseline)
        .isNull();
  }

  @Test
  void knowsWhatASnapshotHoldsWhenTheRowOfItsFailoverNamesNoContext() {
    track(0, newId().value());
    oldFailover(vm.firstJob(), "2025-12-31 23:59:00");
    nameNoContext();

    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .extracting(SnapshotRow::baseline)
        .isEqualTo(new Baseline("52 de/7", vm.firstJob()));
  }

  @Test
  void tracksTheSnapshotThatOnlyTheRowOfAFailoverNames() {
    oldFailover(vm.firstJob(), "2025-12-31 23:59:00");
    vm.execute(
        "UPDATE failover_jobs SET ossea_snapshot_id = ? WHERE vm_context_id = ?",
        taken.value(),
        vm.context().value());
    nameNoContext();
    assertThat(snapshots.singles(vm.context())).containsExactly(taken);

    snapshots.trackSingle(vm.context(), vm.disk(0).volume(), taken);
    snapshots.trackSingle(vm.context(), vm.disk(0).volume(), newId());

    assertThat(slot(0)).isEqualTo(taken + " ready dated");
    assertThat(snapshots.singles(vm.context())).isEmpty();
    assertThat(snapshots.of(vm.context()))
        .singleElement()
        .extracting(SnapshotRow::baseline)
        .isEqualTo(new Baseline("52 de/7", vm.firstJob()));
  }

  private void nameNoContext() {
    vm.execute(
        "UPDATE failover_jobs SET vm_context_id = NULL, vm_id = (SELECT vmware_vm_id FROM"
            + " vm_replication_contexts WHERE context_id = ?) WHERE vm_context_id = ?",
        vm.context().value(),
        vm.context().value());
  }

  private void oldFailover(String replication, String at) {
    vm.execute(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, replication_job_id, job_type,"
            + " status, source_vm_name, created_at) VALUES (?, UUID(), 'v', ?, 'test', 'pending',"
            + " 'n', ?)",
        vm.context().value(),
        replication,
        at);
  }

  private void track(int disk, String snapshot) {
    vm.execute(
        "UPDATE ossea_volumes SET snapshot_id = ?, snapshot_status = 'ready',"
            + " snapshot_created_at = '2026-01-01 00:00:00' WHERE volume_id = ?",
        snapshot,
        vm.disk(disk).volume().value());
  }

  private String slot(int disk) {
    return vm.query(
        String.class,
        "SELECT CONCAT(COALESCE(snapshot_id, 'NULL'), ' ', snapshot_status, ' ',"
            + " IF(snapshot_created_at IS NULL, 'undated', 'dated'))"
            + " FROM ossea_volumes WHERE volume_id = ?",
        vm.disk(disk).volume().value());
  }

  private static SnapshotId newId() {
    return new SnapshotId(UUID.randomUUID().toString());
  }
}
