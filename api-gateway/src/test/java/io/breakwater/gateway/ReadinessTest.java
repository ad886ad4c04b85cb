package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.observation.SourceView;
import io.breakwater.observation.Told;
import io.breakwater.vm.ContextId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadinessTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void passesAReadyVmByAnyOfItsIds() {
    ContextId vm = gateway.addVm("PhilB ready 01", new SeenVm());

    Answer byContext = gateway.get("/api/v1/failover/" + vm + "/readiness?type=test");
    Answer byName = gateway.get("/api/v1/failover/PhilB%20ready%2001/readiness");
    Answer byVmware = gateway.get("/api/v1/vms/vmware-" + vm + "/failover-readiness");

    assertThat(byContext.status()).isEqualTo(200);
    assertThat(byContext.body().get("is_valid").asBoolean()).isTrue();
    assertThat(byContext.body().get("readiness_score").asInt()).isEqualTo(100);
    assertThat(byContext.body().get("required_actions")).isEmpty();
    assertThat(byContext.text("vm/context_id")).isEqualTo(vm.value());
    assertThat(byName.body().get("checks")).isEqualTo(byContext.body().get("checks"));
    assertThat(byVmware.body().get("checks")).isEqualTo(byContext.body().get("checks"));
  }

  @Test
  void saysWhatIsWrongAndWhatToDo() {
    SeenVm seen = new SeenVm();
    seen.templateReady = false;
    ContextId vm = gateway.addVm("ready02", seen);

    Answer answer = gateway.get("/api/v1/failover/" + vm + "/readiness?type=test");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("is_valid").asBoolean()).isFalse();
    assertThat(answer.body().get("readiness_score").asInt()).isBetween(80, 99);
    assertThat(answer.text("required_actions/0")).contains("template_id");
    assertThat(answer.body().get("checks"))
        .filteredOn(check -> check.get("result").asText().equals("FAIL"))
        .extracting(check -> check.get("name").asText())
        .containsExactly("template");
  }

  @Test
  void warnsOfWhatCannotBeAskedAndStaysValid() {
    SeenVm seen = new SeenVm();
    seen.health = SeenVm.healthy(Told.unknown("CloudStack answered 432"));
    ContextId vm = gateway.addVm("ready07", seen);

    Answer answer = gateway.get("/api/v1/failover/" + vm + "/readiness?type=live");

    assertThat(answer.body().get("is_valid").asBoolean()).isTrue();
    assertThat(answer.body().get("readiness_score").asInt()).isBetween(80, 99);
    assertThat(answer.text("required_actions/0")).contains("ask the CloudStack administrator");
    assertThat(answer.body().get("checks"))
        .filteredOn(check -> check.get("result").asText().equals("WARN"))
        .extracting(check -> check.get("name").asText() + ": " + check.get("reason").asText())
        .containsExactly("capacity: it is unknown: CloudStack answered 432");
  }

  @Test
  void asksAfterTheSourceForALiveFailoverOnly() {
    SeenVm seen = new SeenVm();
    seen.source = SourceView.Power.UNKNOWN;
    seen.deleteProtection = false;
    ContextId vm = gateway.addVm("ready03", seen);

    Answer test = gateway.get("/api/v1/failover/" + vm + "/readiness?type=test");
    Answer live = gateway.get("/api/v1/failover/" + vm + "/readiness?type=live");
    Answer lost = gateway.get("/api/v1/failover/" + vm + "/readiness?type=live&unplanned=true");

    assertThat(test.body().get("is_valid").asBoolean()).isTrue();
    assertThat(test.body().get("readiness_score").asInt()).isLessThan(100);
    assertThat(live.body().get("is_valid").asBoolean()).isFalse();
    assertThat(live.text("required_actions/0")).contains("unplanned");
    assertThat(lost.body().get("is_valid").asBoolean()).isTrue();
  }

  @Test
  void checksTheConfigurationByItself() {
    SeenVm seen = new SeenVm();
    seen.lastSyncSucceeded = false;
    ContextId vm = gateway.addVm("ready04", seen);

    Answer answer = gateway.get("/api/v1/vms/" + vm + "/configuration-check");

    assertThat(answer.body().get("is_valid").asBoolean()).isTrue();
    assertThat(answer.body().get("checks"))
        .extracting(check -> check.get("name").asText())
        .containsExactly(
            "vm-description",
            "template",
            "service-offering",
            "networks",
            "account",
            "snapshots",
            "delete-protection");
  }

  @Test
  void listsTheJobsThatRun() {
    ContextId vm = gateway.addVm("ready05");
    String jobs = "/api/v1/vms/" + vm + "/active-jobs";

    Answer before = gateway.get(jobs);
    String job = gateway.post("/api/v1/failover/test", "{\"vm_name\":\"ready05\"}").text("job_id");
    Answer during = gateway.get(jobs);

    assertThat(before.body().get("count").asInt()).isZero();
    assertThat(during.body().get("count").asInt()).isEqualTo(1);
    assertThat(during.text("active_jobs/0/job_id")).isEqualTo(job);
    assertThat(during.text("active_jobs/0/job_type")).isEqualTo("TestFailover");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "failover/NOBODY/readiness",
        "vms/NOBODY/configuration-check",
        "vms/NOBODY/active-jobs"
      })
  void knowsNoOtherVm(String path) {
    Answer answer = gateway.get("/api/v1/" + path);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("error")).startsWith("vm_id:").contains("NOBODY");
  }

  @Test
  void refusesOtherTypesAndSaysWhenTheVmCannotBeSeen() {
    ContextId vm = gateway.addVm("ready06");

    assertThat(gateway.get("/api/v1/failover/" + vm + "/readiness?type=both").status())
        .isEqualTo(400);
    assertThat(gateway.get("/api/v1/failover/" + vm + "/readiness").status()).isEqualTo(503);
  }
}
