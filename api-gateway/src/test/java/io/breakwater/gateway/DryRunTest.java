package io.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.gateway.GatewayUnderTest.Answer;
import io.breakwater.observation.PendingWork;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.temporal.client.WorkflowNotFoundException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunTest {
  private final GatewayUnderTest gateway = GatewayUnderTest.shared();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test | FAILED_OVER_TEST | vm-creation",
        "live | FAILED_OVER_LIVE | source-vm-power-off",
      })
  void showsThePlanOfAFailoverAndStartsNothing(String type, String goal, String phase) {
    ContextId vm = gateway.addVm("dry-" + type, new SeenVm());

    Answer answer = unified(vm, "dry-" + type, type);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("message")).contains("nothing was changed");
    assertThat(answer.text("data/outcome")).isEqualTo("plan");
    assertThat(answer.text("data/goal")).isEqualTo(goal);
    assertThat(answer.body().at("/data/plan"))
        .extracting(step -> step.get("name").asText())
        .contains(phase);
    assertThat(answer.body().at("/data/plan/0").properties())
        .extracting(field -> field.getKey())
        .containsExactly("id", "name", "title", "needs", "budgetSeconds");
    assertThat(answer.text("data/text")).startsWith("1. ");
    assertThat(answer.text("data/observation/vm/status")).isEqualTo("ready_for_failover");
    assertNothingRuns(vm);
  }

  @Test
  void showsWhatStandsAgainstIt() {
    SeenVm seen = new SeenVm();
    seen.templateReady = false;
    ContextId vm = gateway.addVm("dry01", seen);

    Answer answer = unified(vm, "dry01", "test");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("data/outcome")).isEqualTo("refusal");
    assertThat(answer.body().at("/data/plan")).isEmpty();
    assertThat(answer.text("data/reasons/0/code")).isEqualTo("TEMPLATE_NOT_READY");
    assertThat(answer.text("data/reasons/0/todo")).contains("ossea_configs");
  }

  @Test
  void showsWhatIsWaitedFor() {
    SeenVm seen = new SeenVm();
    seen.pending =
        List.of(new PendingWork(PendingWork.Kind.CLOUDSTACK_JOB, "job-7", "AttachVolumeCmd"));
    ContextId vm = gateway.addVm("dry02", seen);

    Answer answer = unified(vm, "dry02", "test");

    assertThat(answer.text("data/outcome")).isEqualTo("await");
    assertThat(answer.text("data/pending/0/what")).isEqualTo("AttachVolumeCmd");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/failover/test                  | TestFailover",
        "/failover/live                  | LiveFailover",
        "/failover/rollback              | Rollback",
        "/failover/cleanup/NAME          | Cleanup",
        "/failover/NAME/cleanup-failed   | Recovery",
        "/failover/NAME/commit           | Commit",
      })
  void isThereForEveryOperation(String path, String operation) {
    String name = "dry-of-" + operation;
    ContextId vm = gateway.addVm(name, new SeenVm());

    Answer answer =
        gateway.post(
            "/api/v1" + path.replace("NAME", name),
            "{\"context_id\":\"%s\",\"vm_name\":\"%s\",\"failover_type\":\"test\",\"dry_run\":true}"
                .formatted(vm, name));

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.text("data/operation")).isEqualTo(operation);
    assertNothingRuns(vm);
  }

  @Test
  void needsNoConsentToShowARollbackThatWouldDiscardLiveData() {
    SeenVm seen = new SeenVm();
    seen.status = ContextStatus.failed_over_live;
    seen.liveStartedBy = new OperationId("op-1");
    seen.writtenBy = seen.liveStartedBy;
    ContextId vm = gateway.addVm("dry03", seen);

    Answer answer =
        gateway.post(
            "/api/v1/failover/rollback",
            "{\"context_id\":\"%s\",\"vm_name\":\"dry03\",\"failover_type\":\"live\",\"dry_run\":true}"
                .formatted(vm));

    assertThat(answer.text("data/reasons/0/code")).isEqualTo("LIVE_DATA");
  }

  @Test
  void saysThatTheVmCouldNotBeObserved() {
    ContextId vm = gateway.addVm("dry04");

    Answer answer = unified(vm, "dry04", "test");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.text("error")).isEqualTo("service_not_available: CloudStack does not answer");
  }

  private void assertNothingRuns(ContextId vm) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> gateway.stub(vm).describe())
        .isInstanceOf(WorkflowNotFoundException.class);
  }

  private Answer unified(ContextId vm, String name, String type) {
    return gateway.post(
        "/api/v1/failover/unified",
        ("{\"context_id\":\"%1$s\",\"vmware_vm_id\":\"vmware-%1$s\",\"vm_name\":\"%2$s\","
                + "\"failover_type\":\"%3$s\",\"dry_run\":true}")
            .formatted(vm, name, type));
  }
}
