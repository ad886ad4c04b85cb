package io.breakwater.simulator.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.TestSite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeDaemonTest {

  private static final AtomicInteger COUNT = new AtomicInteger();

  @TempDir private static Path directory;
  private static TestSite test;

  private ProtectedContext vm;
  private String disk;
  private String appliance;

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
    String name = "app" + COUNT.incrementAndGet();
    vm = test.site().protect(ProtectedVm.named(name).disks(40, 100, 200));
    disk = vm.osVolumeId();
    appliance = test.site().applianceVmId();
  }

  @Test
  void acceptsWithAPendingOperationAndDetachesInTheBackground() throws IOException {
    var accepted = test.daemon().post("/api/v1/volumes/" + disk + "/detach", "");

    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.json().path("status").asText()).isEqualTo("pending");
    JsonNode done = test.awaitOperation(accepted.json());
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(test.vmOf(disk)).isNull();
    assertThat(test.site().links().shows(disk)).isFalse();
    assertThat(test.column("SELECT status FROM ossea_volumes WHERE volume_id = ?", disk))
        .containsExactly("detached");
    assertThat(test.column("SELECT id FROM nbd_exports WHERE volume_id = ?", disk)).isEmpty();
  }

  @Test
  void attachesToTheApplianceWithDeviceMappingAndExport() throws IOException {
    test.detach(disk);

    JsonNode done = test.attach(disk, appliance);

    String path = done.path("response").path("device_path").asText();
    assertThat(Files.readString(Path.of(path))).contains("/simulator/disks/" + disk);
    JsonNode mapping = test.daemon().get("/api/v1/volumes/" + disk + "/device").json();
    assertThat(mapping.path("volume_uuid").asText()).isEqualTo(disk);
    assertThat(mapping.path("operation_mode").asText()).isEqualTo("oma");
    assertThat(mapping.path("linux_state").asText()).isEqualTo("detected");
    assertThat(test.daemon().get("/api/v1/exports/" + disk).status()).isEqualTo(200);
  }

  @Test
  void attachesAsRootOfAForeignVmWithAPlaceholderPath() throws Exception {
    String destination = stoppedVmWithoutRoot();
    test.detach(disk);

    JsonNode done =
        test.run("/api/v1/volumes/" + disk + "/attach-root", "{\"vm_id\":\"" + destination + "\"}");

    assertThat(done.path("response").path("device_path").asText())
        .isEqualTo("remote-vm-root-" + destination);
    assertThat(test.cloud().view().volume(disk).orElseThrow().type()).isEqualTo("ROOT");
    assertThat(test.daemon().get("/api/v1/vms/" + destination + "/volumes").json()).hasSize(1);
  }

  @Test
  void failsTheSecondDataDiskOfAForeignVmAfterCloudStackAttachedIt() throws IOException {
    String destination = test.cloud().addVm("dest-" + vm.vmName(), network());
    String second = vm.volumeIds().get(2);
    test.detach(vm.volumeIds().get(1));
    test.detach(second);
    test.attach(vm.volumeIds().get(1), destination);

    JsonNode failed = test.attach(second, destination);

    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText()).contains("unique_device_path");
    assertThat(test.vmOf(second)).isEqualTo(destination);
    assertThat(test.daemon().get("/api/v1/volumes/" + second + "/device").status()).isEqualTo(404);
  }

  @Test
  void asksCloudStackToDetachEvenWithoutAMapping() throws IOException {
    test.detach(disk);

    JsonNode failed = test.detach(disk);

    assertThat(failed.path("status").asText()).isEqualTo("failed");
    assertThat(failed.path("error").asText())
        .contains("The specified volume is not attached to a VM.");
    assertThat(failed.has("response")).isFalse();
  }

  @Test
  void forgetsItsOperationsWhenItIsRestarted() throws IOException {
    test.site().daemon().add(DaemonFault.on(DaemonFault.Kind.STALL_AFTER_EFFECT, "detach", 1));
    String id =
        test.daemon().post("/api/v1/volumes/" + disk + "/detach", "").json().path("id").asText();
    await().until(() -> test.vmOf(disk) == null);

    test.site().daemon().restart();

    JsonNode operation = test.daemon().get("/api/v1/operations/" + id).json();
    assertThat(operation.path("status").asText()).isEqualTo("executing");
    assertThat(test.daemon().get("/api/v1/volumes/" + disk + "/device").status()).isEqualTo(200);
  }

  @Test
  void failsAfterTheEffectWhenTheDeviceNeverShowsUp() throws IOException {
    test.detach(disk);
    test.site().daemon().add(DaemonFault.on(DaemonFault.Kind.DEVICE_MISSING, "attach", 1));

    JsonNode failed = test.attach(disk, appliance);

    assertThat(failed.path("error").asText()).contains("timeout waiting for by-id");
    assertThat(test.vmOf(disk)).isEqualTo(appliance);
    assertThat(test.column("SELECT id FROM device_mappings WHERE volume_uuid = ?", disk)).isEmpty();
  }

  @Test
  void takesTheApplianceForAForeignVmWhenTheConfigurationDoesNotNameIt() throws Exception {
    test.detach(disk);
    test.site().database().update("UPDATE ossea_configs SET oma_vm_id = NULL");

    JsonNode done = test.attach(disk, appliance);
    test.site().database().update("UPDATE ossea_configs SET oma_vm_id = ?", appliance);

    assertThat(done.path("response").path("device_path").asText())
        .isEqualTo("remote-vm-" + appliance);
  }

  @Test
  void listsOperationsByVolumeNewestFirst() throws IOException {
    test.detach(disk);
    test.detach(vm.volumeIds().get(1));

    JsonNode list =
        test.daemon().get("/api/v1/operations?volume_id=" + disk + "&type=detach").json();

    assertThat(list).hasSize(1);
    assertThat(list.get(0).path("volume_id").asText()).isEqualTo(disk);
    assertThat(test.daemon().get("/api/v1/operations?limit=1").json()).hasSize(1);
  }

  @Test
  void answers404ToEveryLookupErrorAnd400ToABodyThatIsNoJson() throws IOException {
    var lookup = test.daemon().get("/api/v1/volumes/none/device");
    var attach = test.daemon().post("/api/v1/volumes/" + disk + "/attach", "");

    assertThat(lookup.status()).isEqualTo(404);
    assertThat(lookup.json().has("error")).isTrue();
    assertThat(attach.status()).isEqualTo(400);
    assertThat(test.daemon().get("/health").json().path("service").asText())
        .isEqualTo("volume-management-daemon");
  }

  private String network() {
    return test.cloud().view().networks().get(0).id();
  }

  private String stoppedVmWithoutRoot() throws Exception {
    String id = test.cloud().addVm("dest-" + vm.vmName(), network());
    var api =
        new CloudStackApi(
            HttpClient.newHttpClient(),
            CloudStackSettings.active(test.site().database()),
            Pace.of(0.005));
    api.await("stopVirtualMachine", Map.of("id", id));
    String root = test.cloud().view().vm(id).orElseThrow().bornRootId();
    api.await("detachVolume", Map.of("id", root));
    return id;
  }
}
