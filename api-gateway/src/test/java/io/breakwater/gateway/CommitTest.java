package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.vm.ContextId;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @Test
  void waitsForTheEnd() {
    ContextId vm = gateway.addVm("commit 01");
    CompletableFuture<Answer> answer = commit("commit 01", "{\"reason\":\"accepted\"}");
    StandInOperation.awaitRunning(gateway.stub(vm));

    gateway.end(vm, End.COMPLETED);

    assertThat(answer.join().status()).isEqualTo(200);
    assertThat(answer.join().text("message"))
        .isEqualTo("Commit of the live failover for commit 01 completed successfully");
    assertThat(answer.join().text("job_id")).startsWith("commit-live-failover-commit 01-");
    assertThat(gateway.requestOf(vm).reason()).isEqualTo("accepted");
  }

  @ParameterizedTest
  @CsvSource({"REFUSED,409", "CLEANUP_REQUIRED,500"})
  void saysWhyItFailed(End end, int status) {
    ContextId vm = gateway.addVm("commit-" + end);
    CompletableFuture<Answer> answer = commit("commit-" + end, null);
    StandInOperation.awaitRunning(gateway.stub(vm));

    gateway.end(vm, end);

    assertThat(answer.join().status()).isEqualTo(status);
    assertThat(answer.join().text("error")).isEqualTo("the end was " + end);
  }

  @Test
  void answersAtOnceWhenAsked() {
    gateway.addVm("commit02");

    Answer answer =
        gateway.call(
            gateway
                .posting("/api/v1/failover/commit02/commit", null)
                .header("Prefer", "respond-async")
                .build());

    assertThat(answer.status()).isEqualTo(202);
    assertThat(gateway.get(answer.response().header("Location")).text("status"))
        .isEqualTo("running");
  }

  @Test
  void refusesAnUnknownVmAndABusyOne() {
    gateway.addVm("commit03");
    gateway.post("/api/v1/failover/test", "{\"vm_name\":\"commit03\"}");

    assertThat(commit("no such vm", null).join().status()).isEqualTo(404);
    assertThat(commit("commit03", null).join().status()).isEqualTo(409);
  }

  private CompletableFuture<Answer> commit(String name, String body) {
    String path = Paths.of("/api/v1/failover", name) + "/commit";
    return GatewayUnderTest.meanwhile(() -> gateway.post(path, body));
  }
}
