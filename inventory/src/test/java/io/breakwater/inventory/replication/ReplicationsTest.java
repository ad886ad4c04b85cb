package io.breakwater.inventory.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.ReplicationView;
import io.breakwater.vm.DiskId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplicationsTest {
  private final Replications replications = new Replications(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");

  @Test
  void isQuietWhenEveryJobEnded() {
    sync(vm.firstJob(), "disk-2000", true, "10:00:00");
    sync(vm.firstJob(), "disk-2001", true, "10:00:00");

    assertThat(replications.of(vm.context())).isEqualTo(new ReplicationView(null, true, true));
  }

  @Test
  void namesTheJobThatRuns() {
    job("replicating", vm.context().value());

    assertThat(replications.activeJob(vm.context())).contains("next-" + vm.context());
  }

  @Test
  void countsAJobWithoutContextByItsVmwareId() {
    job("provisioning", null);

    assertThat(replications.activeJob(vm.context())).contains("next-" + vm.context());
  }

  @Test
  void doesNotTakeAStaleCurrentJobForARunningOne() {
    vm.set("current_job_id", vm.firstJob());

    assertThat(replications.activeJob(vm.context())).isEmpty();
  }

  @Test
  void hasNoSuccessfulSyncWithoutRecords() {
    vm.execute("UPDATE replication_jobs SET status = 'failed' WHERE id = ?", vm.firstJob());

    assertThat(replications.of(vm.context()))
        .isEqualTo(new ReplicationView(null, false, false, null, vm.firstJob()));
  }

  @Test
  void hasNoSuccessfulSyncWhenOneDiskOfTheNewestJobFailed() {
    sync(vm.firstJob(), "disk-2000", true, "10:00:00");
    sync(vm.firstJob(), "disk-2001", false, "10:00:01");

    assertThat(replications.of(vm.context()).lastSyncSucceeded()).isFalse();
  }

  @Test
  void letsARetryOfTheSameDiskCount() {
    sync(vm.firstJob(), "disk-2000", false, "10:00:00");
    sync(vm.firstJob(), "disk-2000", true, "10:05:00");

    assertThat(replications.of(vm.context()).lastSyncSucceeded()).isTrue();
  }

  @Test
  void readsTheBaselineOfEveryDisk() {
    assertThat(replications.baselines(vm.context()))
        .containsEntry(new DiskId("disk-2001"), new Baseline("52 de/7", vm.firstJob()))
        .hasSize(2);

    job("completed", vm.context().value());

    assertThat(replications.baseline(vm.context(), DiskId.OS))
        .isEqualTo(new Baseline("52 de/7", "next-" + vm.context()));
  }

  @Test
  void knowsWhenAReplicationCompletedLast() {
    job("failed", vm.context().value());
    vm.execute(
        "UPDATE replication_jobs SET completed_at = '2026-03-01 10:00:00' WHERE id = ?",
        "next-" + vm.context());

    assertThat(replications.lastCompleted(vm.context()))
        .contains(Instant.parse("2026-01-01T10:00:00Z"));

    vm.execute(
        "UPDATE replication_jobs SET status = 'completed' WHERE id = ?", "next-" + vm.context());

    assertThat(replications.lastCompleted(vm.context()))
        .contains(Instant.parse("2026-03-01T10:00:00Z"));
  }

  @Test
  void doesNotKnowWhenAReplicationCompletedThatNeverDid() {
    vm.execute("UPDATE replication_jobs SET status = 'failed' WHERE id = ?", vm.firstJob());

    assertThat(replications.lastCompleted(vm.context())).isEmpty();
  }

  private void job(String status, String context) {
    vm.execute(
        "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
            + " source_vm_path, v_center_host, datacenter, replication_type, status, created_at)"
            + " VALUES (?, ?, ?, 'n', 'p', 'vc', 'dc', 'incremental', ?, '2026-02-01 10:00:00')",
        "next-" + vm.context(),
        context,
        vm.vmwareId(),
        status);
  }

  private void sync(String job, String disk, boolean success, String time) {
    vm.execute(
        "INSERT INTO cbt_history (vm_context_id, job_id, disk_id, change_id, sync_type,"
            + " sync_success, created_at) VALUES (?, ?, ?, '52 de/7', 'initial', ?, ?)",
        vm.context().value(),
        job,
        disk,
        success,
        "2026-01-01 " + time);
  }
}
