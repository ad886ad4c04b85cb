package io.breakwater.simulator.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.SiteCheck;
import io.breakwater.simulator.site.TestSite;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A careful person's test failover and the way back: the site lets it through without complaint.
 */
class HandDrivenFailoverTest {

  @TempDir private Path directory;
  private TestSite test;
  private ProtectedContext vm;
  private CloudStackApi api;

  @BeforeEach
  void open() throws Exception {
    test = new TestSite(directory);
    vm = test.site().protect(ProtectedVm.named("app01").disks(40, 100));
    var settings = CloudStackSettings.active(test.site().database());
    api = new CloudStackApi(HttpClient.newHttpClient(), settings, Pace.of(0.005));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void leavesTheSiteReadyAndTheOracleSilent() throws Exception {
    List<String> snapshots = snapshots();
    inject();
    String destination = deploy();
    failOver(destination);
    assertThat(test.cloud().view().disk(vm.osVolumeId()).dirty()).isTrue();

    comeBack(destination, snapshots);

    assertThat(test.simulator().oracle().violations()).isEmpty();
    assertThat(test.simulator().endState().notAtRest()).isEmpty();
    assertThat(new SiteCheck(test.site()).notReady(vm)).isEmpty();
  }

  private List<String> snapshots() throws Exception {
    List<String> ids = new ArrayList<>();
    for (String disk : vm.volumeIds()) {
      JsonNode result = api.await("createSnapshot", Map.of("volumeid", disk, "name", disk));
      ids.add(result.path("snapshot").path("id").asText());
    }
    return ids;
  }

  private void inject() throws Exception {
    String device = test.site().links().pathOf(vm.osVolumeId()).toString();
    String command = test.site().injectorCommand().toString();
    assertThat(new ProcessBuilder(command, device, "virtio-1").start().waitFor()).isZero();
  }

  private String deploy() throws Exception {
    var view = test.cloud().view();
    Map<String, String> request = new LinkedHashMap<>();
    request.put("name", "app01-test-1");
    request.put("zoneid", test.cloud().zoneId());
    request.put("startvm", "false");
    request.put("details[0].cpuNumber", "2");
    request.put("details[0].memory", "4096");
    request.put("details[0]." + VmView.MARK, "op-1");
    request.put("serviceofferingid", configured("service_offering_id"));
    request.put("templateid", configured("template_id"));
    request.put(
        "networkids",
        view.networks().stream().filter(network -> network.test()).findFirst().orElseThrow().id());
    JsonNode result = api.await("deployVirtualMachine", request);
    String id = result.path("virtualmachine").path("id").asText();
    String root = view.vm(id).orElseThrow().bornRootId();
    api.await("detachVolume", Map.of("id", root));
    api.call("deleteVolume", Map.of("id", root));
    api.call("updateVirtualMachine", Map.of("id", id, "deleteprotection", "true"));
    return id;
  }

  private void failOver(String destination) throws Exception {
    for (String disk : vm.volumeIds()) {
      test.detach(disk);
    }
    String body = "{\"vm_id\":\"" + destination + "\"}";
    test.run("/api/v1/volumes/" + vm.osVolumeId() + "/attach-root", body);
    test.attach(vm.volumeIds().get(1), destination);
    api.await("startVirtualMachine", Map.of("id", destination));
  }

  private void comeBack(String destination, List<String> snapshots) throws Exception {
    api.await("stopVirtualMachine", Map.of("id", destination));
    for (String disk : vm.volumeIds()) {
      test.detach(disk);
    }
    for (String snapshot : snapshots) {
      api.await("revertSnapshot", Map.of("id", snapshot));
    }
    for (String disk : vm.volumeIds()) {
      test.attach(disk, test.site().applianceVmId());
    }
    for (String snapshot : snapshots) {
      api.await("deleteSnapshot", Map.of("id", snapshot));
    }
    api.call("updateVirtualMachine", Map.of("id", destination, "deleteprotection", "false"));
    api.await("destroyVirtualMachine", Map.of("id", destination, "expunge", "true"));
  }

  private String configured(String column) {
    return test.column("SELECT " + column + " FROM ossea_configs").get(0);
  }
}
