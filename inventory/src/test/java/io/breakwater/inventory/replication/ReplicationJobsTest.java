package io.breakwater.inventory.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.replication.ReplicationJob.Progress;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicationJobsTest {
  private final ReplicationJobs jobs = new ReplicationJobs(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();

  @Test
  void readsWhatAWaiterNeeds() {
    job("next", "Failed", "2026-01-01 11:00:00.250");

    ReplicationJob job = jobs.find(vm.context(), "next-" + vm.context()).orElseThrow();

    assertThat(job.status()).isEqualTo("failed");
    assertThat(job.createdAt()).isEqualTo(Instant.parse("2026-01-01T11:00:00.250Z"));
    assertThat(job.progress()).isEqualTo(new Progress(41.5, 100, 4096, "Transferring", "copy"));
    assertThat(job.error()).isEqualTo("disk full");
  }

  @Test
  void listsTheNewestFirst() {
    job("next", "replicating", "2026-01-01 11:00:00");
    job("older", "completed", "2025-12-01 11:00:00");

    assertThat(jobs.of(vm.context()))
        .extracting(ReplicationJob::id)
        .containsExactly("next-" + vm.context(), vm.firstJob(), "older-" + vm.context());
  }

  @Test
  void doesNotFindTheJobOfAnotherVm() {
    assertThat(jobs.find(TestVm.create().context(), vm.firstJob())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "completed,true", "failed,true", "cancelled,true", "canceled,true", "stopped,true",
    "pending,false", "replicating,false", "provisioning,false", "resting,false", "'',false"
  })
  void takesOnlyKnownEndsForAnEnd(String status, boolean ended) {
    job("next", status, "2026-01-01 11:00:00");

    assertThat(jobs.of(vm.context()).get(0).isEnded()).isEqualTo(ended);
  }

  @Test
  void countsAJobWithoutATimeAsNotAfterAnything() {
    job("next", "completed", null);

    assertThat(jobs.find(vm.context(), "next-" + vm.context()).orElseThrow())
        .matches(job -> !job.isAfter(Instant.EPOCH));
  }

  private void job(String prefix, String status, String createdAt) {
    vm.execute(
        "INSERT INTO replication_jobs (id, vm_context_id, source_vm_id, source_vm_name,"
            + " source_vm_path, v_center_host, datacenter, replication_type, status,"
            + " progress_percent, setup_progress_percent, bytes_transferred, current_operation,"
            + " vma_current_phase, error_message, created_at) VALUES (?, ?, ?, 'n', 'p', 'h', 'd',"
            + " 'incremental', ?, 41.5, 100, 4096, 'Transferring', 'copy', 'disk full', ?)",
        prefix + "-" + vm.context(),
        vm.context().value(),
        vm.vmwareId(),
        status,
        createdAt);
  }
}
