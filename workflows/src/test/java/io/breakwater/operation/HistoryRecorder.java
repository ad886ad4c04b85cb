package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.breakwater.operation.Flows.Flow;
import io.temporal.client.WorkflowStub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writes the histories that {@link ReplayTest} replays, once for each release: {@code ./mvnw -pl
 * workflows test -Dtest=HistoryRecorder -Dbreakwater.recordHistories=0.1.0}. Histories of a release
 * are never recorded again: running operations have them.
 */
class HistoryRecorder {
  static final Path HISTORIES = Path.of("src", "test", "resources", "histories");
  private static final String VERSION = "breakwater.recordHistories";

  @RegisterExtension final OperationServer server = new OperationServer();

  @ParameterizedTest
  @MethodSource("io.breakwater.operation.Flows#all")
  @EnabledIfSystemProperty(named = VERSION, matches = "\\d+\\.\\d+\\.\\d+")
  void records(Flow flow) throws IOException {
    Path file = HISTORIES.resolve(System.getProperty(VERSION)).resolve(flow.name() + ".json");
    assumeThat(file).doesNotExist();
    WorkflowStub workflow = flow.run(server);

    Files.createDirectories(file.getParent());
    Files.writeString(file, server.history(workflow).toJson(true) + "\n");

    assertThat(file).isNotEmptyFile();
  }
}
