package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatorFixture;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobQueueTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void runsTheJobsOfOneVmOneAfterAnother() {
    List<String> disks = List.of(fixture.disk("a"), fixture.disk("b"), fixture.disk("c"));
    fixture.cloud().durations().set(Work.DETACH, Duration.ofSeconds(5));

    List<String> jobs = new ArrayList<>();
    disks.forEach(disk -> jobs.add(fixture.submit("detachVolume", Map.of("id", disk))));
    fixture.await(jobs.get(0));

    assertThat(pendingJobs()).isEqualTo(jobs.subList(1, 3));
    assertThat(attached(disks)).containsExactly(false, true, true);
    fixture.await(jobs.get(1));
    assertThat(attached(disks)).containsExactly(false, false, true);
  }

  @Test
  void runsTheJobsOfDetachedVolumesSideBySide() {
    List<String> disks =
        List.of(fixture.cloud().addVolume("a", 1), fixture.cloud().addVolume("b", 1));
    fixture.cloud().durations().set(Work.SNAPSHOT_DETACHED, LONG);

    disks.forEach(disk -> fixture.submit("createSnapshot", Map.of("volumeid", disk)));

    assertThat(fixture.cloud().view().volumes().stream().filter(v -> disks.contains(v.id())))
        .extracting(VolumeView::state)
        .containsOnly("Snapshotting");
  }

  @Test
  void queuesTheSnapshotOfAnAttachedVolumeOnItsVm() {
    String disk = fixture.disk("a");
    String other = fixture.disk("b");
    fixture.cloud().durations().set(Work.DETACH, LONG);

    fixture.submit("detachVolume", Map.of("id", other));
    fixture.submit("createSnapshot", Map.of("volumeid", disk));

    assertThat(fixture.cloud().view().volume(disk).orElseThrow().state()).isEqualTo("Ready");
    assertThat(pendingJobs()).hasSize(2);
  }

  @Test
  void letsTheSecondOfTwoAttachesLose() {
    String disk = fixture.cloud().addVolume("a", 1);
    Map<String, String> attach = Map.of("id", disk, "virtualmachineid", fixture.appliance());

    String first = fixture.submit("attachVolume", attach);
    String second = fixture.submit("attachVolume", attach);

    assertThat(fixture.await(first).get("jobstatus").asInt()).isEqualTo(1);
    JsonNode lost = fixture.await(second);
    assertThat(lost.get("jobresultcode").asInt()).isEqualTo(530);
    assertThat(lost.at("/jobresult/errortext").asText())
        .isEqualTo("This volume is already attached to a VM.");
  }

  @Test
  void listsAVmAsRunningForAWhileAfterItsStopWasAccepted() {
    fixture.cloud().durations().set(Work.STOP_STILL_RUNNING, Duration.ofSeconds(10));
    fixture.cloud().durations().set(Work.STOP, LONG);

    fixture.submit("stopVirtualMachine", Map.of("id", fixture.appliance()));

    assertThat(fixture.listedState(fixture.appliance())).isEqualTo("Running");
    JsonNode start = fixture.job("startVirtualMachine", Map.of("id", fixture.appliance()));
    assertThat(start.at("/jobresult/errortext").asText()).endsWith("is already running");
    Awaitility.await().until(() -> fixture.listedState(fixture.appliance()).equals("Stopping"));
  }

  @Test
  void refusesToDetachTheRootOfAStoppingVmAtOnce() {
    String root = fixture.cloud().view().vm(fixture.appliance()).orElseThrow().bornRootId();
    fixture.cloud().durations().set(Work.STOP_STILL_RUNNING, Duration.ZERO);
    fixture.cloud().durations().set(Work.STOP, LONG);
    String stop = fixture.submit("stopVirtualMachine", Map.of("id", fixture.appliance()));
    Awaitility.await().until(() -> fixture.listedState(fixture.appliance()).equals("Stopping"));

    JsonNode detach = fixture.job("detachVolume", Map.of("id", root));

    assertThat(detach.at("/jobresult/errortext").asText())
        .isEqualTo("Please specify a VM that is either running or stopped.");
    assertThat(pendingJobs()).containsExactly(stop);
  }

  @Test
  void showsItsOwnPendingJobInsideASuccessfulResult() {
    JsonNode end = fixture.job("stopVirtualMachine", Map.of("id", fixture.appliance()));

    assertThat(end.get("jobstatus").asInt()).isEqualTo(1);
    assertThat(end.at("/jobresult/virtualmachine/jobstatus").asInt()).isZero();
    assertThat(end.at("/jobresult/virtualmachine/jobid")).isEqualTo(end.get("jobid"));
  }

  @Test
  void destroysTheRootOfADestroyedVmWhenTheExpungeDelayHasPassed() {
    try (SimulatorFixture quick =
        new SimulatorFixture(
            SimulatedCloud.builder().timeScale(0.02).expungeDelay(Duration.ofSeconds(5)))) {
      String vm = quick.deploy("victim", Map.of());
      String root = quick.cloud().view().vm(vm).orElseThrow().bornRootId();

      quick.job("destroyVirtualMachine", Map.of("id", vm));
      assertThat(quick.cloud().view().volume(root)).isPresent();

      Awaitility.await().until(() -> quick.cloud().view().volume(root).isEmpty());
      assertThat(quick.cloud().view().vm(vm)).isEmpty();
    }
  }

  private List<String> pendingJobs() {
    List<String> ids = new ArrayList<>();
    fixture
        .api()
        .get("listAsyncJobs", Map.of())
        .inside()
        .path("asyncjobs")
        .forEach(job -> ids.add(job.get("jobid").asText()));
    return ids;
  }

  private List<Boolean> attached(List<String> disks) {
    return disks.stream()
        .map(disk -> fixture.cloud().view().volume(disk).orElseThrow().vmId() != null)
        .toList();
  }
}
