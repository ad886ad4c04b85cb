package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void waitsForTheEndLongerThanAnyIdleConnectionLives() {
    ContextId vm = gateway.addVm("cleanup01");
    CompletableFuture<Answer> answer = cleanUp("cleanup01");
    awaitRunning(vm);

    await()
        .during(GatewayUnderTest.IDLE.multipliedBy(3))
        .atMost(Duration.ofSeconds(5))
        .until(() -> !answer.isDone());
    gateway.end(vm, End.COMPLETED);

    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().body().get("success").asBoolean()).isTrue();
    assertThat(answer.join().text("message"))
        .isEqualTo("Test failover cleanup for cleanup01 completed successfully");
  }

  @ParameterizedTest
  @CsvSource({"REFUSED", "CLEANUP_REQUIRED", "ROLLED_BACK"})
  void saysWhyTheCleanupFailed(End end) {
    ContextId vm = gateway.addVm("cleanup-" + end);
    CompletableFuture<Answer> answer = cleanUp("cleanup-" + end);
    awaitRunning(vm);

    gateway.end(vm, end);

    assertThat(answer.join().status()).isEqualTo(500);
    assertThat(answer.join().body().get("success").asBoolean()).isFalse();
    assertThat(answer.join().text("message"))
        .isEqualTo("Test failover cleanup failed: the end was " + end);
    assertThat(answer.join().text("job_id")).startsWith("rollback-test-failover-cleanup-" + end);
  }

  @Test
  void answersWhenTheCleanupIsCancelled() {
    ContextId vm = gateway.addVm("cleanup02");
    CompletableFuture<Answer> answer = cleanUp("cleanup02");
    awaitRunning(vm);

    gateway.stub(vm).cancel();

    assertThat(answer.join().status()).isEqualTo(500);
    assertThat(answer.join().text("error")).isEqualTo("it was cancelled");
  }

  @Test
  void answersWhenTheCleanupIsTerminated() {
    ContextId vm = gateway.addVm("cleanup03");
    CompletableFuture<Answer> answer = cleanUp("cleanup03");
    awaitRunning(vm);

    gateway.stub(vm).terminate("by a test");

    assertThat(answer.join().status()).isEqualTo(500);
    assertThat(answer.join().text("error")).contains("ended from outside");
  }

  @ParameterizedTest
  @ValueSource(strings = {"respond-async", "wait=10, Respond-Async"})
  void answersAtOnceWhenAsked(String prefer) {
    ContextId vm = gateway.addVm("cleanup 04 " + prefer);

    Answer answer =
        gateway.call(
            gateway
                .posting(Paths.of("/api/v1/failover/cleanup", "cleanup 04 " + prefer), null)
                .header("Prefer", prefer)
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.response().header("Preference-Applied")).isEqualTo("respond-async");
    assertThat(answer.text("job_id")).startsWith("rollback-test-failover-cleanup 04");
    assertThat(gateway.get(answer.response().header("Location")).text("status"))
        .isEqualTo("running");
    assertThat(gateway.requestOf(vm).externalJobId()).isEqualTo(answer.text("job_id"));
  }

  @Test
  void refusesWhileAnotherOperationRuns() {
    ContextId vm = gateway.addVm("cleanup05");
    gateway.post("/api/v1/failover/test", "{\"vm_name\":\"cleanup05\"}");

    Answer answer = cleanUp("cleanup05").join();

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text("message")).isEqualTo("Test failover cleanup failed: VM is busy");
    assertThat(answer.text("running_workflow_id")).isEqualTo("vm/" + vm);
  }

  @Test
  void refusesAnUnknownVm() {
    Answer answer = cleanUp("PGWINTESTBIOS").join();

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.text("error")).contains("PGWINTESTBIOS");
  }

  @Test
  void refusesASharedNameUntilTheContextIsNamed() {
    ContextId vm = gateway.addVm("cleanup06", "vcenter01.example.test");
    gateway.addVm("cleanup06", "vcenter02.example.test");

    Answer refused = cleanUp("cleanup06").join();
    CompletableFuture<Answer> chosen =
        GatewayUnderTest.meanwhile(
            () ->
                gateway.post(
                    "/api/v1/failover/cleanup/cleanup06", "{\"context_id\":\"" + vm + "\"}"));
    awaitRunning(vm);
    gateway.end(vm, End.COMPLETED);

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().get("candidates")).hasSize(2);
    assertThat(chosen.join().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PhilB Test machine", "Büro/Köln", "50%+1;x", "a\\b"})
  void cleansUpVmsOfAnyName(String name) {
    ContextId vm = gateway.addVm(name);
    CompletableFuture<Answer> answer = cleanUp(name);
    awaitRunning(vm);

    gateway.end(vm, End.COMPLETED);

    assertThat(answer.join().text("message"))
        .isEqualTo("Test failover cleanup for " + name + " completed successfully");
  }

  private CompletableFuture<Answer> cleanUp(String name) {
    return GatewayUnderTest.meanwhile(
        () -> gateway.post(Paths.of("/api/v1/failover/cleanup", name), null));
  }

  private void awaitRunning(ContextId vm) {
    StandInOperation.awaitRunning(gateway.stub(vm));
  }
}
