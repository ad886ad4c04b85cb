package io.breakwater.simulator.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.time.Work;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultContractTest extends Contract {

  private static final String FOLDER = "11-faults";
  private static final String A = "e0d33837-a4f8-4941-a84d-c76f6d5aae2a";
  private static final String ROOT_OF_C = "c54e559c-aa2c-4778-98f6-d99d367493bd";
  private static final String DATA = "d0a99c22-ad9f-4748-b344-1ef90d84e7b7";

  private String vm;

  @BeforeEach
  void deployAMachine() {
    cloud().simulated();
    vm = vm("dr-vm-a", "dr vm a", true);
    replay().bind(A, vm).bind(ROOT_OF_C, rootOf(vm));
  }

  private void failNext(String command) {
    cloud().simulated().play(Fault.on(command, FaultKind.JOB_FAILURE));
  }

  /** The recorded machine had its root attached by hand, which shows in its fields. */
  private void standStillWithADataDiskAtDeviceZero() {
    stop(vm);
    detach(rootOf(vm));
    attach(readyVolume("os"), vm, 0);
  }

  @Test
  void leavesAMachineInErrorWhoseDeployCannotStart() {
    failNext("deployVirtualMachine");

    replay()
        .play(
            FOLDER,
            "deploy-StartCommand-fails",
            "listVirtualMachines-after-failed-deploy",
            "listVolumes-after-failed-deploy");
  }

  @Test
  void leavesAMachineStoppedWhoseStartFails() {
    standStillWithADataDiskAtDeviceZero();
    failNext("startVirtualMachine");

    replay().play(FOLDER, "start-StartCommand-fails", "listVirtualMachines-after-failed-start");
  }

  @Test
  void leavesAMachineRunningWhoseStopFailsAndStoppingWhenItWasForced() {
    standStillWithADataDiskAtDeviceZero();
    api().done("startVirtualMachine", Map.of("id", vm));

    failNext("stopVirtualMachine");
    replay().play(FOLDER, "stop-StopCommand-fails", "listVirtualMachines-after-failed-stop");
    failNext("stopVirtualMachine");
    replay()
        .play(
            FOLDER,
            "stop-forced-StopCommand-fails",
            "listVirtualMachines-after-failed-stop-forced");
  }

  @Test
  void leavesAnErrorSnapshot() {
    failNext("createSnapshot");

    replay().play(FOLDER, "createSnapshot-agent-fails", "listSnapshots-after-failed");
  }

  @Test
  void keepsAVolumeAttachedWhoseDetachFails() {
    String volume = readyVolume("fault-vol");
    attach(volume, vm, 1);
    failNext("detachVolume");

    replay()
        .bind(DATA, volume)
        .bind("dr-vm-c", "dr-vm-a")
        .play(FOLDER, "detach-DettachCommand-fails", "listVolumes-after-failed-detach");
  }

  @Test
  void showsAJobAfterARestartAsRecorded() throws IOException {
    cloud().simulated().durations().set(Work.STOP, Duration.ofMinutes(10));
    String job = api().get("stopVirtualMachine", Map.of("id", vm)).inside().get("jobid").asText();

    cloud().simulated().restart();

    JsonNode end = Awaitility.await().ignoreExceptions().until(() -> api().await(job), x -> true);
    JsonNode recorded =
        fixture("15-restart/05-job-and-vm-after-kill-and-restart")
            .at("/steps/1/response/queryasyncjobresultresponse");
    assertThat(Shape.differences(recorded, end)).isEmpty();
  }

  @Test
  void throttlesAndBreaksDownAsRecorded() throws IOException {
    cloud().simulated().play(Fault.on("listZones", FaultKind.THROTTLED_429));
    JsonNode throttled =
        new ObjectMapper()
            .readTree(
                fixture("16-throttling/plain-user-9-calls-max-5-per-10s")
                    .at("/calls/6/response_raw")
                    .asText());
    assertThat(api().get("listZones", Map.of()).json()).isEqualTo(throttled);

    cloud().simulated().play(Fault.on("listZones", FaultKind.HTML_404));
    String page =
        fixture("20-outage/listVirtualMachines-database-gone").at("/response_raw").asText();
    String untilStackTrace = page.substring(0, page.indexOf("\tat com.cloud"));
    assertThat(api().get("listZones", Map.of()).body()).startsWith(untilStackTrace);
  }

  private static JsonNode fixture(String file) throws IOException {
    try (InputStream in =
        FaultContractTest.class.getResourceAsStream("/recordings/" + file + ".json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
