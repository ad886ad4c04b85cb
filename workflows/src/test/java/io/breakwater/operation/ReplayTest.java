package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a released version began, this version must be able to go on with. */
class ReplayTest {
  private static final Class<?>[] WORKFLOWS = {
    TestFailoverWorkflow.class,
    CleanupWorkflow.class,
    RollbackWorkflow.class,
    RecoveryWorkflow.class,
    LiveFailoverWorkflow.class,
    CommitWorkflow.class,
    SubmitWorkflow.class,
    InspectWorkflow.class,
    EndOfTestWorkflow.class,
    BatchWorkflow.class
  };

  @ParameterizedTest
  @MethodSource("histories")
  void goesOnWithWhatEarlierVersionsBegan(Path history) {
    assertThatCode(() -> replay(Files.readString(history))).doesNotThrowAnyException();
  }

  @Test
  void noticesWhenTheRunnerDoesSomethingElse() throws IOException {
    Path history =
        HistoryRecorder.HISTORIES.resolve("0.1.0").resolve("test-failover-completed.json");
    String changed = Files.readString(history).replace("\"FinishOperation\"", "\"StartMachine\"");

    assertThatThrownBy(() -> replay(changed)).hasStackTraceContaining("FinishOperation");
  }

  @Test
  void hasTheHistoryOfEveryFlow() {
    assertThat(histories())
        .extracting(history -> history.getFileName().toString())
        .containsAll(Flows.all().stream().map(flow -> flow.name() + ".json").toList());
  }

  static List<Path> histories() {
    return versions().stream().flatMap(version -> list(version).stream()).toList();
  }

  private static List<Path> versions() {
    return list(HistoryRecorder.HISTORIES);
  }

  private static List<Path> list(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException("cannot list " + directory.toAbsolutePath(), e);
    }
  }

  private static void replay(String json) throws Exception {
    WorkflowExecutionHistory history =
        WorkflowExecutionHistory.fromJson(json, Queues.workflowId(Observations.VM));
    WorkflowClientOptions client =
        WorkflowClientOptions.newBuilder().setDataConverter(OperationJson.dataConverter()).build();
    try (TestWorkflowEnvironment environment =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder().setWorkflowClientOptions(client).build())) {
      WorkflowReplayer.replayWorkflowExecution(
          history, environment, WORKFLOWS[0], Arrays.copyOfRange(WORKFLOWS, 1, WORKFLOWS.length));
    }
  }
}
