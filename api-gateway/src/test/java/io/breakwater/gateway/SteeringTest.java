package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SteeringTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void handsADecisionToTheOperationOfTheJob() {
    gateway.addVm("steer01");
    String job = start("steer01");

    Answer answer =
        decide(job, "{\"decision\":\"retry\",\"by\":\"anna\",\"reason\":\"disk freed\"}");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("data/decision")).isEqualTo("RETRY");
    assertThat(answer.text("data/next")).isEqualTo("as anna (the-admin) says");
    assertThat(answer.text("job_id")).isEqualTo(job);
  }

  @Test
  void tellsWhyTheOperationDoesNotTakeIt() {
    gateway.addVm("steer02");
    String job = start("steer02");

    Answer answer = decide(job, "{\"decision\":\"RETRY\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("error")).isEqualTo("say why, in \"reason\"");
  }

  @ParameterizedTest
  @CsvSource({"decide", "cancel"})
  void refusesAJobThatHasEnded(String what) {
    ContextId vm = gateway.addVm("steer03-" + what);
    String job = start("steer03-" + what);
    gateway.end(vm, End.COMPLETED);
    gateway.stub(vm).getResult(Object.class);

    Answer answer =
        gateway.post("/api/v1/failover/" + job + "/" + what, "{\"decision\":\"retry\"}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("error")).contains("not under way");
  }

  @ParameterizedTest
  @CsvSource({"decide", "cancel"})
  void knowsNoJobThatNeverWas(String what) {
    Answer answer = gateway.post("/api/v1/failover/unheard-of/" + what, "{\"decision\":\"retry\"}");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("error")).contains("unheard-of");
    assertThat(gateway.get("/api/v1/failover/unheard-of/progress").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                             | decision",
        "{\"decision\":\"shrug\"}                       | decision",
        "{\"decision\":\"retry\",\"step\":5}            | step",
        "{\"decision\":\"retry\",\"confirm_discard\":1} | confirm_discard",
      })
  void namesTheFieldThatIsWrong(String body, String field) {
    Answer answer = decide("any", body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("error")).startsWith(field + ":");
  }

  @Test
  void cancelsTheOperation() {
    ContextId vm = gateway.addVm("steer04");
    String job = start("steer04");

    Answer answer =
        gateway.post("/api/v1/failover/" + job + "/cancel", "{\"reason\":\"wrong VM\"}");

    assertThat(answer.status()).isEqualTo(202);
    await()
        .until(
            () ->
                gateway.stub(vm).describe().getStatus()
                    == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CANCELED);
  }

  @Test
  void showsTheProgressByJobAndByContext() {
    ContextId vm = gateway.addVm("steer05");
    String job = start("steer05");

    Answer byJob = gateway.get("/api/v1/failover/" + job + "/progress");
    Answer byContext = gateway.get("/api/v1/failover/" + vm + "/progress");

    assertThat(byJob.status()).isEqualTo(200);
    assertThat(byJob.text("state")).isEqualTo("AWAITING_OPERATOR");
    assertThat(byJob.body().get("percent").asInt()).isEqualTo(40);
    assertThat(byContext.body()).isEqualTo(byJob.body());
  }

  @Test
  void saysThatNoWorkerAnswered() {
    ContextId vm = gateway.addVm("steer06");
    gateway.startUnheard(vm);

    CompletableFuture<Answer> decision =
        GatewayUnderTest.meanwhile(
            () ->
                decide(vm.value(), "{\"decision\":\"retry\",\"by\":\"anna\",\"reason\":\"now\"}"));
    Answer progress = gateway.get("/api/v1/failover/" + vm + "/progress");

    assertThat(decision.join().status()).isEqualTo(503);
    assertThat(decision.join().text("error"))
        .contains("no worker answered")
        .contains("may still be taken");
    assertThat(progress.status()).isEqualTo(503);
    gateway.stub(vm).terminate("by a test");
  }

  private String start(String name) {
    return gateway.post("/api/v1/failover/test", "{\"vm_name\":\"" + name + "\"}").text("job_id");
  }

  private Answer decide(String job, String body) {
    return gateway.post("/api/v1/failover/" + job + "/decide", body);
  }
}
