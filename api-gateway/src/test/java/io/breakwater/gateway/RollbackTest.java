package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RollbackTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void startsARollbackAndAnswersAtOnce() {
    ContextId vm = gateway.addVm("rollback01");

    Answer answer = rollBack(vm, "rollback01", "test");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message"))
        .isEqualTo("Enhanced test failover rollback initiated successfully");
    assertThat(answer.text("job_id")).startsWith("rollback-test-failover-rollback01-");
    assertThat(answer.text("data/rollback_type")).isEqualTo("test_rollback");
    assertThat(gateway.requestOf(vm).externalJobId()).isEqualTo(answer.text("job_id"));
    gateway.end(vm, End.COMPLETED);
  }

  @Test
  void discardsNothingWrittenLiveWithoutConsent() {
    ContextId vm = gateway.addVm("rollback02");

    Answer answer = rollBack(vm, "rollback02", "live");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("error"))
        .startsWith("confirm_discard:")
        .contains("discards everything that was written")
        .contains("Nothing was touched");
    assertThat(gateway.get("/api/v1/failover/" + vm + "/status").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "live | ,\"confirm_discard\":true                           | true",
        "live | ,\"confirm_discard\":true,\"power_on_source\":false | false",
        "test | ''                                                 | false",
        "test | ,\"power_on_source\":true                           | true",
      })
  void powersTheSourceOnAsAskedOrAsTheOldSystemDid(String type, String more, boolean powerOn) {
    String name = "rollback-" + type + "-" + more.length();
    ContextId vm = gateway.addVm(name);

    Answer answer = rollBack(vm, name, type, more);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("job_id")).startsWith("rollback-" + type + "-failover-" + name);
    assertThat(answer.body().at("/data/power_on_source").asBoolean()).isEqualTo(powerOn);
    assertThat(gateway.requestOf(vm).powerOnSource()).isEqualTo(powerOn);
    assertThat(gateway.requestOf(vm).confirmDiscard()).isEqualTo(type.equals("live"));
  }

  @Test
  void takesTheVmOverFromTheRunningOperationWhenForced() {
    ContextId vm = gateway.addVm("rollback03");
    gateway.post("/api/v1/failover/test", "{\"vm_name\":\"rollback03\"}");

    Answer busy = rollBack(vm, "rollback03", "test");
    Answer forced = rollBack(vm, "rollback03", "test", ",\"force_cleanup\":true");

    assertThat(busy.status()).isEqualTo(409);
    assertThat(forced.status()).isEqualTo(200);
    String job = forced.text("job_id");
    assertThat(gateway.get("/api/v1/failover/" + job + "/status").text("status"))
        .isEqualTo("running");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> gateway.stub(vm).describe().getWorkflowType().equals("Rollback"));
    assertThat(gateway.requestOf(vm).externalJobId()).isEqualTo(job);
    assertThat(gateway.get("/api/v1/failover/" + job + "/status").text("status"))
        .isEqualTo("running");
  }

  @Test
  void needsNobodyToTakeOverFrom() {
    ContextId vm = gateway.addVm("rollback04");

    Answer answer = rollBack(vm, "rollback04", "test", ",\"force_cleanup\":true");

    assertThat(answer.text("data/workflow_id")).isEqualTo("vm/" + vm);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|context_id",
        "{\"context_id\":\"c\"}|vm_name",
        "{\"context_id\":\"c\",\"vm_name\":\"v\"}|failover_type",
        "{\"context_id\":\"c\",\"vm_name\":\"v\",\"failover_type\":\"dead\"}|failover_type"
      })
  void namesTheFieldThatIsWrong(String body, String field) {
    Answer answer = gateway.post("/api/v1/failover/rollback", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).contains(field);
  }

  @ParameterizedTest
  @CsvSource({
    "live,live-rollback-power-on",
    "test,test-cleanup-confirmation",
    "x,generic-rollback"
  })
  void asksTheQuestionOfTheGui(String type, String decision) {
    Answer answer = gateway.get("/api/v1/failover/rollback/decision/" + type + "/pgtest1");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("decision_id")).isEqualTo(decision);
    assertThat(answer.text("default_value")).isEqualTo(answer.text("options/0"));
    assertThat(answer.body().get("required").asBoolean()).isTrue();
  }

  @Test
  void saysWhetherLiveDataWouldBeDiscarded() {
    SeenVm live = new SeenVm();
    live.status = ContextStatus.failed_over_live;
    live.liveStartedBy = new OperationId("op-1");
    gateway.addVm("rollback05", live);
    gateway.addVm("rollback06", new SeenVm());
    String question = "/api/v1/failover/rollback/decision/live/";

    assertThat(gateway.get(question + "rollback05").text("would_discard_live_data"))
        .isEqualTo("true");
    assertThat(gateway.get(question + "rollback06").text("would_discard_live_data"))
        .isEqualTo("false");
    assertThat(gateway.get(question + "nobody").body().get("would_discard_live_data").isNull())
        .isTrue();
  }

  private Answer rollBack(ContextId vm, String name, String type) {
    return rollBack(vm, name, type, "");
  }

  private Answer rollBack(ContextId vm, String name, String type, String more) {
    return gateway.post(
        "/api/v1/failover/rollback",
        "{\"context_id\":\"%s\",\"vm_name\":\"%s\",\"failover_type\":\"%s\"%s}"
            .formatted(vm, name, type, more));
  }
}
