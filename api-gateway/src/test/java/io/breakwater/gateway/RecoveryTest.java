package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.time.OffsetDateTime;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RecoveryTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void answersAsTheOldSystemDidWhenTheVmIsRecovered() {
    ContextId vm = gateway.addVm("PhilB Test machine 2");
    CompletableFuture<Answer> answer = recover("PhilB Test machine 2");
    StandInOperation.awaitRunning(gateway.stub(vm));

    gateway.end(vm, End.COMPLETED);

    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().body().get("success").asBoolean()).isTrue();
    assertThat(answer.join().text("message"))
        .isEqualTo("Failed execution cleanup completed for PhilB Test machine 2");
    assertThat(answer.join().text("vm_name")).isEqualTo("PhilB Test machine 2");
    assertThat(OffsetDateTime.parse(answer.join().text("timestamp"))).isNotNull();
  }

  @Test
  void saysInJsonWhyTheVmWasNotRecovered() {
    ContextId vm = gateway.addVm("recover02");
    CompletableFuture<Answer> answer = recover("recover02");
    StandInOperation.awaitRunning(gateway.stub(vm));

    gateway.end(vm, End.CLEANUP_REQUIRED);

    assertThat(answer.join().status()).isEqualTo(500);
    assertThat(answer.join().body().get("success").asBoolean()).isFalse();
    assertThat(answer.join().text("error"))
        .isEqualTo("Failed to cleanup failed execution: the end was CLEANUP_REQUIRED");
    assertThat(answer.join().text("vm_name")).isEqualTo("recover02");
  }

  @Test
  void refusesAnUnknownVmAndABusyOne() {
    ContextId vm = gateway.addVm("recover03");
    gateway.post("/api/v1/failover/test", "{\"vm_name\":\"recover03\"}");

    Answer unknown = recover("no such vm").join();
    Answer busy = recover("recover03").join();

    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text("error")).contains("no such vm");
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.text("running_workflow_id")).isEqualTo("vm/" + vm);
  }

  @Test
  void answersAtOnceWhenAsked() {
    gateway.addVm("recover04");

    Answer answer =
        gateway.call(
            gateway
                .posting("/api/v1/failover/recover04/cleanup-failed", null)
                .header("Prefer", "respond-async")
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(gateway.get(answer.response().header("Location")).text("status"))
        .isEqualTo("running");
  }

  @Test
  void passesOnThatOldWorkMayBeEnded() {
    ContextId vm = gateway.addVm("recover05");

    gateway.call(
        gateway
            .posting("/api/v1/failover/recover05/cleanup-failed", "{\"end_old_work\":true}")
            .header("Prefer", "respond-async")
            .build());

    assertThat(gateway.requestOf(vm).endOldWork()).isTrue();
  }

  private CompletableFuture<Answer> recover(String name) {
    String path = Paths.of("/api/v1/failover", name) + "/cleanup-failed";
    return GatewayUnderTest.meanwhile(() -> gateway.post(path, null));
  }
}
