package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatorFixture;
import io.breakwater.simulator.time.Work;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestartTest {

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
  void leavesAnInterruptedStopRunningAndItsJobWithoutAResult() {
    fixture.cloud().durations().set(Work.STOP, Duration.ofMinutes(5));
    String job = fixture.submit("stopVirtualMachine", Map.of("id", fixture.appliance()));
    awaitState("Stopping");

    restart();

    JsonNode end = fixture.await(job);
    assertThat(end.get("jobstatus").asInt()).isEqualTo(2);
    assertThat(end.get("jobresultcode").asInt()).isEqualTo(530);
    assertThat(end.has("jobresult")).isFalse();
    assertThat(fixture.listedState(fixture.appliance())).isEqualTo("Running");
    fixture.cloud().durations().reset();
    assertThat(stopAgain()).isEqualTo(1);
  }

  private int stopAgain() {
    JsonNode end = fixture.job("stopVirtualMachine", Map.of("id", fixture.appliance()));
    return end.get("jobstatus").asInt();
  }

  @Test
  void leavesAnInterruptedStartStopped() {
    stopAgain();
    fixture.cloud().durations().set(Work.START, Duration.ofMinutes(5));
    fixture.submit("startVirtualMachine", Map.of("id", fixture.appliance()));
    awaitState("Starting");

    restart();

    assertThat(fixture.listedState(fixture.appliance())).isEqualTo("Stopped");
  }

  @Test
  void forgetsTheJobsThatHadNotBegun() {
    String disk = fixture.disk("a");
    fixture.cloud().durations().set(Work.STOP, Duration.ofMinutes(5));
    fixture.submit("stopVirtualMachine", Map.of("id", fixture.appliance()));
    String queued = fixture.submit("detachVolume", Map.of("id", disk));

    restart();

    assertThat(fixture.await(queued).get("jobresultcode").asInt()).isEqualTo(530);
    assertThat(fixture.cloud().view().volume(disk).orElseThrow().vmId()).isNotNull();
  }

  @Test
  void continuesFromItsStateFile(@TempDir Path directory) {
    SimulatedCloudBuilder saved =
        SimulatedCloud.builder().timeScale(0.02).stateFile(directory.resolve("cloud.json"));
    String disk;
    String job;
    try (SimulatorFixture before = new SimulatorFixture(saved)) {
      disk = before.disk("a");
      before.cloud().durations().set(Work.DETACH, Duration.ofMinutes(5));
      job = before.submit("detachVolume", Map.of("id", disk));
    }

    try (SimulatorFixture after = new SimulatorFixture(saved)) {
      assertThat(after.await(job).get("jobresultcode").asInt()).isEqualTo(530);
      assertThat(after.cloud().view().isProtected(disk)).isTrue();
      assertThat(after.cloud().view().disk(disk).writes()).hasSize(1);
      assertThat(after.job("detachVolume", Map.of("id", disk)).get("jobstatus").asInt())
          .isEqualTo(1);
    }
  }

  private void awaitState(String state) {
    Awaitility.await().until(() -> fixture.listedState(fixture.appliance()).equals(state));
  }

  private void restart() {
    fixture.cloud().restart();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> fixture.listedState(fixture.appliance()))
                    .isInstanceOf(UncheckedIOException.class));
    Awaitility.await()
        .ignoreExceptions()
        .until(() -> !fixture.listedState(fixture.appliance()).isEmpty());
  }
}
