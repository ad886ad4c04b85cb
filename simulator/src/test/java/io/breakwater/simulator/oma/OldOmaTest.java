package io.breakwater.simulator.oma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.host.HttpProbe;
import io.breakwater.simulator.host.HttpProbe.Answer;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.TestSite;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldOmaTest {

  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private static Path directory;
  private static TestSite test;

  private ProtectedContext vm;
  private OldOma oma;

  @BeforeAll
  static void open() {
    test = new TestSite(directory);
  }

  @AfterAll
  static void close() {
    test.close();
  }

  @BeforeEach
  void protect() {
    vm = test.site().protect(ProtectedVm.named("app" + COUNT.incrementAndGet()).disks(40, 100));
    oma = test.site().oma();
  }

  @Test
  void replicatesOverHttpAndMovesTheChangeIdsOn() throws IOException {
    var before = changeIds();

    Answer answer = post();

    assertThat(answer.status()).isEqualTo(201);
    String job = answer.json().path("job_id").asText();
    awaitStatus(job, "completed");
    assertThat(changeIds()).hasSize(2).doesNotContainAnyElementsOf(before);
    assertThat(test.column("SELECT disk_id FROM cbt_history WHERE job_id = ?", job)).hasSize(2);
    assertThat(test.cloud().view().disk(vm.osVolumeId()).last().orElseThrow().text()).contains(job);
  }

  @Test
  void answers409WhileAnotherJobIsCurrent() throws Exception {
    oma.nextReplication(vm.contextId(), ReplicationEnd.STALLS);
    oma.replicateByHand(vm.contextId());

    assertThat(post().status()).isEqualTo(409);
    await().until(() -> test.cloud().view().disk(vm.osVolumeId()).replicationWriting());
  }

  @Test
  void skipsFailedOverVmsByScheduleButNotByHand() throws Exception {
    setStatus("failed_over_test");

    assertThatThrownBy(() -> oma.replicateBySchedule(vm.contextId()))
        .isInstanceOf(ReplicationRefused.class)
        .hasMessageContaining("failed_over_test");
    awaitStatus(oma.replicateByHand(vm.contextId()), "completed");
    assertThat(status()).isEqualTo("ready_for_failover");
  }

  @Test
  void marksTheContextFailedWhenTheTransferBreaks() throws Exception {
    oma.nextReplication(vm.contextId(), ReplicationEnd.FAILS);
    var before = changeIds();

    awaitStatus(oma.replicateBySchedule(vm.contextId()), "failed");

    await().untilAsserted(() -> assertThat(status()).isEqualTo("failed"));
    assertThat(changeIds()).isEqualTo(before);
  }

  @Test
  void failsWhenADiskIsNotOnTheAppliance() throws Exception {
    test.detach(vm.osVolumeId());

    String job = oma.replicateByHand(vm.contextId());

    awaitStatus(job, "failed");
    assertThat(test.column("SELECT error_message FROM replication_jobs WHERE id = ?", job))
        .first()
        .asString()
        .contains("Access denied by server configuration");
  }

  @Test
  void cancelsOnRequest() throws Exception {
    oma.replicationTakes(Duration.ofMinutes(5));
    String job = oma.replicateByHand(vm.contextId());

    oma.cancel(job);

    awaitStatus(job, "cancelled");
    await().untilAsserted(() -> assertThat(status()).isEqualTo("ready_for_failover"));
  }

  @Test
  void keepsAReplicationFromEndingUntilItIsLetGo() throws Exception {
    oma.keep(vm.contextId());
    String job = oma.replicateByHand(vm.contextId());
    await().until(() -> oma.keeps(vm.contextId()));
    awaitStatus(job, "replicating");

    oma.letGo(vm.contextId());

    awaitStatus(job, "completed");
  }

  private Answer post() throws IOException {
    String body =
        "{\"source_vm\":{\"vm_id\":\"%s\",\"name\":\"app01\"},\"ossea_config_id\":1,\"vcenter_host\":\"%s\",\"start_replication\":true}"
            .formatted(vm.vmwareVmId(), vm.vcenter());
    return new HttpProbe(oma.url()).post("/api/v1/replications", body);
  }

  private void awaitStatus(String job, String status) {
    await()
        .untilAsserted(
            () ->
                assertThat(test.column("SELECT status FROM replication_jobs WHERE id = ?", job))
                    .containsExactly(status));
  }

  private List<String> changeIds() {
    return test.column(
        "SELECT disk_change_id FROM vm_disks WHERE vm_context_id = ? ORDER BY id", vm.contextId());
  }

  private String status() {
    return test.column(
            "SELECT current_status FROM vm_replication_contexts WHERE context_id = ?",
            vm.contextId())
        .get(0);
  }

  private void setStatus(String status) throws Exception {
    test.site()
        .database()
        .update(
            "UPDATE vm_replication_contexts SET current_status = ? WHERE context_id = ?",
            status,
            vm.contextId());
  }
}
