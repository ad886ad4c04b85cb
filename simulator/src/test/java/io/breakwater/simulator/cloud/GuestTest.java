package io.breakwater.simulator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.SimulatorFixture;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuestTest {

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
  void bootsWithTheFirmwareThatItsDeployAskedFor() {
    String vm = fixture.deploy("web", Map.of("boottype", "UEFI", "bootmode", "SECURE"));
    fixture.job("startVirtualMachine", Map.of("id", vm));

    JsonNode listed = listed(vm);

    assertThat(listed.get("boottype").asText()).isEqualTo("Uefi");
    assertThat(listed.get("bootmode").asText()).isEqualTo("secure");
  }

  @Test
  void refusesAFirmwareThatNobodyKnows() {
    Map<String, String> deployment = fixture.deployment("web");
    deployment.put("boottype", "OpenFirmware");

    assertThat(fixture.api().get("deployVirtualMachine", deployment).status()).isEqualTo(431);
    assertThat(fixture.cloud().view().vms()).noneMatch(vm -> vm.name().equals("web"));
  }

  @Test
  void hasTheAddressThatSomebodyAnswersAt() {
    fixture.cloud().guestsAnswerAt("web", "127.0.0.1");

    String web = fixture.deploy("web-1", Map.of());
    String other = fixture.deploy("db-1", Map.of());

    assertThat(listed(web).get("ipaddress").asText()).isEqualTo("127.0.0.1");
    assertThat(listed(other).get("ipaddress").asText()).startsWith("10.");
  }

  private JsonNode listed(String vm) {
    return fixture
        .api()
        .get("listVirtualMachines", Map.of("id", vm))
        .inside()
        .at("/virtualmachine/0");
  }
}
