package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatorFixture;
import io.breakwater.simulator.contract.ApiClient;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsPlayedTest {

  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource({
    "HTML_404, 404, text/html;charset=iso-8859-1",
    "UNAVAILABLE_503, 503, text/html;charset=iso-8859-1",
    "THROTTLED_429, 429, application/json;charset=utf-8",
    "BEFORE_EFFECT, 530, application/json;charset=utf-8",
  })
  void answersInsteadOfDoingIt(FaultKind kind, int status, String contentType) {
    fixture.cloud().play(Fault.on("deployVirtualMachine", kind));

    ApiClient.Answer answer = deploy();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo(contentType);
    assertThat(vmExists()).isFalse();
    assertThat(deploy().status()).isEqualTo(200);
  }

  @Test
  void saysAnErrorAlthoughItWasDone() {
    fixture.cloud().play(Fault.on("deployVirtualMachine", FaultKind.AFTER_EFFECT));

    assertThat(deploy().status()).isEqualTo(530);
    assertThat(vmExists()).isTrue();
  }

  @Test
  void losesTheAnswerOfWhatWasDone() {
    fixture.cloud().play(Fault.on("deployVirtualMachine", FaultKind.LOST_ANSWER));

    assertThatThrownBy(this::deploy).isInstanceOf(UncheckedIOException.class);
    assertThat(vmExists()).isTrue();
  }

  @Test
  void doesItAfterTheConnectionWasCut() {
    fixture
        .cloud()
        .play(
            Fault.on("deployVirtualMachine", FaultKind.LATE_EFFECT).delay(Duration.ofSeconds(20)));

    assertThatThrownBy(this::deploy).isInstanceOf(UncheckedIOException.class);
    assertThat(vmExists()).isFalse();
    Awaitility.await().until(this::vmExists);
  }

  @Test
  void cutsTheConnectionWithoutDoingIt() {
    fixture.cloud().play(Fault.on("deployVirtualMachine", FaultKind.CONNECTION_RESET));

    assertThatThrownBy(this::deploy).isInstanceOf(UncheckedIOException.class);
    assertThat(vmExists()).isFalse();
  }

  @Test
  void failsAJobAndLeavesWhatWasRecorded() {
    String disk = fixture.disk("a");
    fixture.cloud().play(Fault.on("createSnapshot", FaultKind.JOB_FAILURE).of(disk));

    JsonNode end = fixture.job("createSnapshot", Map.of("volumeid", disk));

    assertThat(end.get("jobresultcode").asInt()).isEqualTo(530);
    assertThat(end.at("/jobresult/errortext").asText())
        .startsWith("Failed to create snapshot due to an internal error");
    assertThat(fixture.cloud().view().snapshots())
        .extracting(SnapshotView::state)
        .containsExactly("Error");
    assertThat(fixture.cloud().view().volume(disk).orElseThrow().state()).isEqualTo("Ready");
  }

  @Test
  void leavesAVmInErrorWhoseDeployFails() {
    fixture
        .cloud()
        .play(Fault.on("deployVirtualMachine", FaultKind.JOB_FAILURE).saying(533, "no room"));

    JsonNode end = fixture.job("deployVirtualMachine", fixture.deployment("target"));

    assertThat(end.get("jobresultcode").asInt()).isEqualTo(533);
    String vm = end.get("jobinstanceid").asText();
    assertThat(fixture.listedState(vm)).isEqualTo("Error");
    assertThat(fixture.cloud().view().volumesOn(vm)).isEmpty();
  }

  @Test
  void losesAJobThatGoesOnAllTheSame() {
    String disk = fixture.disk("a");
    fixture.cloud().play(Fault.on("detachVolume", FaultKind.JOB_VANISHES));

    String job = fixture.submit("detachVolume", Map.of("id", disk));

    ApiClient.Answer asked = fixture.api().get("queryAsyncJobResult", Map.of("jobid", job));
    assertThat(asked.status()).isEqualTo(431);
    Awaitility.await()
        .until(() -> fixture.cloud().view().volume(disk).orElseThrow().vmId() == null);
  }

  @Test
  void restartsInTheMiddleOfAJob() {
    String disk = fixture.disk("a");
    fixture.cloud().play(Fault.on("detachVolume", FaultKind.SERVER_RESTART));

    String job = fixture.submit("detachVolume", Map.of("id", disk));

    JsonNode end =
        Awaitility.await()
            .ignoreExceptions()
            .until(() -> fixture.await(job), each -> each.get("jobstatus").asInt() == 2);
    assertThat(end.has("jobresult")).isFalse();
  }

  @Test
  void hitsTheCallItIsMeantForAndNoOther() {
    fixture
        .cloud()
        .play(Fault.on("listZones", FaultKind.UNAVAILABLE_503).atCall(2).times(2).from("okhttp"));

    assertThat(zones()).isEqualTo(200);
    assertThat(zones()).isEqualTo(503);
    assertThat(zones()).isEqualTo(503);
    assertThat(zones()).isEqualTo(200);
    assertThat(fixture.cloud().faults().armed()).isEmpty();
  }

  @Test
  void journalsTheCallWithoutItsKeys() {
    fixture.job("stopVirtualMachine", Map.of("id", fixture.appliance()));

    var entry = fixture.cloud().journal().of("stopVirtualMachine").get(0);
    assertThat(entry.parameters()).containsOnlyKeys("id");
    assertThat(entry.mutating()).isTrue();
    assertThat(entry.status()).isEqualTo(200);
    assertThat(entry.jobEnd()).isEqualTo("success");
    assertThat(entry.caller()).startsWith("okhttp");
  }

  private int zones() {
    return fixture.api().get("listZones", Map.of()).status();
  }

  private ApiClient.Answer deploy() {
    return fixture.api().get("deployVirtualMachine", fixture.deployment("target"));
  }

  private boolean vmExists() {
    return fixture.cloud().view().vms().stream().anyMatch(vm -> vm.name().equals("target"));
  }
}
