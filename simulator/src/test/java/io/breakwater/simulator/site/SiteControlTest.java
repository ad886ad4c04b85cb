package io.breakwater.simulator.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.HttpProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteControlTest {

  @TempDir private static Path directory;
  private static TestSite test;
  private static SiteControl control;
  private static HttpProbe probe;
  private static ProtectedContext vm;

  @BeforeAll
  static void open() {
    test = new TestSite(directory);
    vm = test.site().protect(ProtectedVm.named("app01").disks(40, 100));
    control = new SiteControl(test.site(), 0);
    control.start();
    probe = new HttpProbe(control.url());
  }

  @AfterAll
  static void close() {
    control.stop();
    test.close();
  }

  @Test
  void tellsWhereEverythingIs() throws IOException {
    JsonNode site = probe.get("/site").json();

    assertThat(site.path("daemon").asText()).isEqualTo(test.site().daemon().url());
    assertThat(site.path("contexts").get(0).path("contextId").asText()).isEqualTo(vm.contextId());
  }

  @Test
  void stopsAndStartsTheDaemon() throws IOException {
    probe.post("/site/daemon/stop", "");
    assertThatThrownBy(() -> test.daemon().get("/health")).isInstanceOf(IOException.class);

    probe.post("/site/daemon/start", "");
    assertThat(test.daemon().get("/health").status()).isEqualTo(200);
  }

  @Test
  void armsFaultsOfRequestsAndOfOperations() throws IOException {
    probe.post(
        "/site/daemon/http-faults",
        "{\"kind\":\"error\",\"requests\":\"GET /health\",\"times\":1}");
    probe.post(
        "/site/daemon/operation-faults", "{\"kind\":\"fail-before-effect\",\"type\":\"detach\"}");

    assertThat(test.daemon().get("/health").status()).isEqualTo(500);
    assertThat(test.detach(vm.osVolumeId()).path("status").asText()).isEqualTo("failed");
    assertThat(new SiteCheck(test.site()).notReady(vm)).isEmpty();
  }

  @Test
  void findsWhatContradictsAReadyVm() throws IOException {
    String disk = vm.volumeIds().get(1);
    test.detach(disk);

    JsonNode found = probe.get("/site/not-ready/" + vm.contextId()).json();

    assertThat(found).hasSize(5).allMatch(line -> line.asText().startsWith(disk));
    test.attach(disk, test.site().applianceVmId());
    assertThat(probe.get("/site/not-ready/" + vm.contextId()).json()).isEmpty();
  }

  @Test
  void startsReplicationsAndSwitchesSourceVms() throws IOException {
    var started = probe.post("/site/replications/" + vm.contextId(), "{\"by\":\"schedule\"}");
    var power = probe.post("/site/vms/" + vm.contextId(), "{\"on\":false}");

    assertThat(started.json().path("job_id").asText()).startsWith("job-");
    assertThat(power.json().path("on").asBoolean()).isFalse();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(new SiteCheck(test.site()).notReady(vm)).isEmpty());
  }
}
