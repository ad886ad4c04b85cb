package io.breakwater.activities.cloudstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordedAnswersTest {
  private static final MachineId MARKED = new MachineId("464236ef-746e-4c56-bcfb-51c4882bedc3");

  private final RecordedCloudStack recorded = new RecordedCloudStack();
  private final CloudStack cloud = recorded.cloud();

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void readsMarksNetworksAndProtectionOfMachine() {
    recorded.answer("19-disk-safety/02-listVirtualMachines-shows-mark");

    CsMachine machine = cloud.machine(MARKED).orElseThrow();

    assertThat(machine.operationMark()).contains("op-1");
    assertThat(machine.state()).isEqualTo(MachineState.STOPPED);
    assertThat(machine.deleteProtectionKnown()).isTrue();
    assertThat(machine.nics()).extracting(CsMachine.Nic::ip).containsExactly("10.1.1.183");
  }

  @Test
  void readsWhatHostsHaveToSpare() {
    recorded.answer("01-lists/listHosts").answer("13-plain-user/listHosts");

    List<CsHost> hosts = cloud.hosts();

    assertThat(hosts).hasSize(4).allMatch(CsHost::takesMachines);
    assertThat(hosts.get(0).cpus()).isEqualTo(4);
    assertThat(hosts.get(0).freeMemoryBytes()).isEqualTo(8589934592L - 1073741824L);
    assertThat(failure(cloud::hosts).code()).isEqualTo(432);
  }

  @Test
  void readsWhetherDisksOfRunningMachinesMayBeSnapshotted() {
    recorded.answer("01-lists/listCapabilities");

    assertThat(cloud.snapshotsOfRunning()).contains(true);
  }

  @Test
  void readsWhichCommandsTheAccountMayCall() {
    recorded
        .answer("01-lists/listApis-queryAsyncJobResult")
        .answer("13-plain-user/listApis-count")
        .answer(503, "<html>down</html>");

    assertThat(cloud.isOffered("queryAsyncJobResult")).isTrue();
    assertThat(cloud.isOffered("listHosts")).isFalse();
    assertThat(failure(() -> cloud.isOffered("listHosts")).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void readsOnWhichHostAMachineRuns() {
    MachineId running = new MachineId("e0d33837-a4f8-4941-a84d-c76f6d5aae2a");
    recorded.answer("03-list-stop-start/listVirtualMachines-by-id");

    assertThat(cloud.machine(running).orElseThrow().hostId())
        .isEqualTo("33aadbdb-08eb-4d3a-a0b2-5a664069d4d1");
  }

  @Test
  void takesAnExpungedMachineForAbsent() {
    recorded.answer("03-list-stop-start/listVirtualMachines-expunged");

    assertThat(cloud.machine(MARKED)).isEmpty();
  }

  @Test
  void takesAMachineThatCloudStackDoesNotKnowForAbsent() {
    recorded.answer("06-errors/unknown-uuid-listVirtualMachines");

    assertThat(cloud.machine(MARKED)).isEmpty();
  }

  @Test
  void neverTakesTheErrorPageOfAServerWithoutDatabaseForAbsence() {
    recorded.answer("20-outage/listVirtualMachines-database-gone");

    CloudStackException failure = failure(() -> cloud.machine(MARKED));

    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.type()).isEqualTo("CloudStackUnavailable");
  }

  @Test
  void neverTakesNonsenseForAbsence() {
    recorded
        .answer(200, "<html>Please log in</html>")
        .answer(200, "{}")
        .answer(200, "{\"listvolumesresponse\":{}}")
        .answer(200, "");

    for (int i = 0; i < 4; i++) {
      assertThat(failure(() -> cloud.machine(MARKED)).kind()).isEqualTo(Kind.UNAVAILABLE);
    }
  }

  @Test
  void sendsEachRequestOnceEvenWhenItFails() {
    recorded
        .answer("18-ip-address/deploy-same-ipaddress")
        .answer(503, "<html>starting</html>")
        .answer("06-errors/wrong-signature");

    List<Kind> kinds =
        List.of(
            failure(() -> cloud.start(MARKED)).kind(),
            failure(() -> cloud.start(MARKED)).kind(),
            failure(() -> cloud.start(MARKED)).kind());

    assertThat(kinds).containsExactly(Kind.PERMANENT, Kind.UNAVAILABLE, Kind.AUTH);
    assertThat(recorded.server().getRequestCount()).isEqualTo(3);
  }

  @Test
  void doesNotSendAgainAfter503WithRetryAfterZero() {
    recorded
        .server()
        .enqueue(new MockResponse.Builder().code(503).addHeader("Retry-After", "0").build());

    assertThat(failure(() -> cloud.start(MARKED)).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(recorded.server().getRequestCount()).isEqualTo(1);
  }

  @Test
  void doesNotSendAgainWhenAKeptConnectionBreaks() {
    recorded.answer("07-jobs/listAsyncJobs-after");
    recorded
        .server()
        .enqueue(
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build());
    recorded.answer(200, "{\"startvirtualmachineresponse\":{\"jobid\":\"second\"}}");
    assertThat(cloud.pendingJobs()).isEmpty();

    assertThat(failure(() -> cloud.start(MARKED)).kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(recorded.server().getRequestCount()).isEqualTo(2);
  }

  @Test
  void showsNoKeysInErrors() {
    recorded
        .server()
        .enqueue(new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build());

    CloudStackException failure = failure(() -> cloud.machine(MARKED));

    assertThat(failure.toFailure()).hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("the-key").doesNotContain("the-secret");
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void readsVolumesSnapshotsAndTheirPassingStates() {
    recorded
        .answer("03-list-stop-start/listVolumes-by-startvm-false-vm")
        .answer("05-snapshots/listSnapshots-by-id")
        .answer("11-faults/listSnapshots-after-failed");

    List<CsVolume> roots = cloud.volumesOf(new MachineId("6c059883-e8bc-4b1a-973e-ffe000c0766a"));
    Optional<CsSnapshot> ready =
        cloud.snapshot(new SnapshotId("ac88c06d-d3c8-4871-8545-f1e3181bfb5d"));
    List<CsSnapshot> failed =
        cloud.snapshotsOf(new VolumeId("c54e559c-aa2c-4778-98f6-d99d367493bd"));

    assertThat(roots).extracting(CsVolume::state).containsExactly("Allocated");
    assertThat(roots).extracting(CsVolume::deviceId).containsExactly(0);
    assertThat(ready).map(CsSnapshot::state).contains(SnapshotView.State.READY);
    assertThat(failed).extracting(CsSnapshot::state).containsExactly(SnapshotView.State.ERROR);
  }

  @Test
  void listsPendingJobsWithTheirObjects() {
    recorded.answer("07-jobs/g-listAsyncJobs-three-pending");

    List<CsJob> jobs = cloud.pendingJobs();

    assertThat(jobs).hasSize(2);
    assertThat(jobs.get(0).is("stopVirtualMachine", "e0d33837-a4f8-4941-a84d-c76f6d5aae2a"))
        .isTrue();
    assertThat(jobs.get(1).is("detachVolume", "fa6a0c2d-44b7-493b-8f07-6ce023add55a")).isTrue();
    assertThat(jobs.get(1).is("attachVolume", "fa6a0c2d-44b7-493b-8f07-6ce023add55a")).isFalse();
  }

  @Test
  void tellsPendingFailedInterruptedAndUnknownJobsApart() {
    recorded
        .answer("07-jobs/queryAsyncJobResult-pending", 0)
        .answer("19-disk-safety/32-destroy-guarded-refused", -1)
        .answer("15-restart/05-job-and-vm-after-kill-and-restart", 1)
        .answer("06-errors/unknown-job")
        .answer("12-failover-flow/13-destroy-expunge-rootless", -1);

    assertThat(cloud.job("1")).isEmpty();
    assertThat(cloud.job("2").orElseThrow())
        .isInstanceOfSatisfying(
            JobEnd.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(431);
              assertThat(failed.text()).contains("has delete protection enabled");
            });
    assertThat(cloud.job("3")).contains(new JobEnd.Failed(530, ""));
    assertThat(cloud.job("4")).contains(new JobEnd.Vanished());
    assertThat(cloud.job("5").orElseThrow()).isInstanceOf(JobEnd.Succeeded.class);
  }

  private static CloudStackException failure(ThrowingCallable call) {
    return catchThrowableOfType(CloudStackException.class, call);
  }
}
