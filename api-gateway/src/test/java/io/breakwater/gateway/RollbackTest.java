package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
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
  void refusesALiveRollbackBeforeAnythingIsTouched() {
    ContextId vm = gateway.addVm("rollback02");

    Answer answer = rollBack(vm, "rollback02", "live");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).contains("test failovers only");
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

  private Answer rollBack(ContextId vm, String name, String type) {
    return gateway.post(
        "/api/v1/failover/rollback",
        "{\"context_id\":\"%s\",\"vm_name\":\"%s\",\"failover_type\":\"%s\"}"
            .formatted(vm, name, type));
  }
}
