package io.breakwater.simulator.vma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.host.HttpProbe;
import io.breakwater.simulator.host.HttpProbe.Answer;
import io.breakwater.simulator.host.Pace;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SimulatedVmaTest {

  private static final String VC = "vc1";
  private static final String VM = "4205aaaa";

  private final SimulatedVma vma = new SimulatedVma(0, Pace.of(0.005), Clock.systemUTC());
  private HttpProbe probe;

  @BeforeEach
  void start() {
    vma.guestShutdownTakes(Duration.ofMinutes(2));
    vma.addVcenter(VC, "user", "secret");
    vma.add(vm(VM, "app01", true));
    vma.add(vm("4205bbbb", "bare", false));
    vma.start();
    probe = new HttpProbe(vma.url());
  }

  @AfterEach
  void stop() {
    vma.close();
  }

  @Test
  void answersFiveSecondsAfterAGracefulShutdownWithTheVmStillOn() throws IOException {
    Answer answer = powerOff(VM, "");

    assertThat(answer.json().path("shutdown_method").asText()).isEqualTo("graceful");
    assertThat(answer.json().path("new_state").asText()).isEqualTo("poweredOn");
    await().atMost(Duration.ofSeconds(5)).until(() -> !vma.isOn(VC, VM));
  }

  @Test
  void powersOffHardWithoutToolsOrWhenForced() throws IOException {
    assertThat(powerOff("4205bbbb", "").json().path("new_state").asText()).isEqualTo("poweredOff");
    assertThat(powerOff(VM, ",\"force\":true").json().path("shutdown_method").asText())
        .isEqualTo("forced");
  }

  @Test
  void claimsPoweredOffWhenItCannotRead() throws IOException {
    vma.stateIsUnreadable(VC, VM, true);
    vma.guestIgnoresShutdown(VC, VM, true);

    assertThat(powerOff(VM, "").json().path("new_state").asText()).isEqualTo("poweredOff");
    assertThat(vma.isOn(VC, VM)).isTrue();
    assertThat(powerState(VM, "secret").status()).isEqualTo(500);
  }

  @Test
  void answersErrorsAsPlainText() throws IOException {
    assertThat(powerState("unknown", "secret"))
        .isEqualTo(new Answer(404, "VM not found: unknown\n"));
    assertThat(powerState(VM, "wrong").body()).startsWith("failed to connect to vCenter");
    assertThat(probe.get("/api/v1/vm/" + VM + "/power-state").status()).isEqualTo(400);
  }

  @Test
  void switchesOnAndTellsTheState() throws IOException {
    vma.setPower(VC, VM, false);
    assertThat(powerState(VM, "secret").json().path("power_state").asText())
        .isEqualTo("poweredOff");

    probe.post("/api/v1/vm/" + VM + "/power-on", credentials(""));

    assertThat(powerState(VM, "secret").json().path("power_state").asText()).isEqualTo("poweredOn");
  }

  @Test
  void discoversByPartOfTheName() throws IOException {
    Answer answer =
        probe.post("/api/v1/discover", credentials(",\"datacenter\":\"DC1\",\"filter\":\"app\""));

    assertThat(answer.json().path("vms")).hasSize(1);
    assertThat(answer.json().path("vms").get(0).path("num_cpu").asInt()).isEqualTo(4);
    assertThat(answer.json().path("vms").get(0).path("disks")).hasSize(2);
  }

  @Test
  void knowsOnlyTheTransfersThatRun() throws IOException {
    vma.transfers("migration-vol-1", true);

    assertThat(probe.get("/api/v1/progress/migration-vol-1").json().path("status").asText())
        .isEqualTo("Streaming");
    assertThat(probe.get("/api/v1/progress/job-1")).isEqualTo(new Answer(404, "job not found\n"));
  }

  private Answer powerOff(String vmId, String more) throws IOException {
    return probe.post("/api/v1/vm/" + vmId + "/power-off", credentials(more));
  }

  private Answer powerState(String vmId, String password) throws IOException {
    return probe.get(
        "/api/v1/vm/" + vmId + "/power-state?vcenter=vc1&username=user&password=" + password);
  }

  private static String credentials(String more) {
    return "{\"vcenter\":\"vc1\",\"username\":\"user\",\"password\":\"secret\"" + more + "}";
  }

  private static SourceVm vm(String id, String name, boolean tools) {
    return new SourceVm(
        id,
        name,
        VC,
        "DC1",
        "windows2019srv_64Guest",
        4,
        8192,
        tools,
        List.of("VM Network"),
        List.of(40, 100));
  }
}
