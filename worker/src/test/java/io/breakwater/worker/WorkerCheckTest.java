package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.settings.Checkup;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerCheckTest {
  /** The discard port: nothing answers there. */
  private static final String NOWHERE = "127.0.0.1:9";

  @TempDir Path directory;

  @Test
  void saysOfEverySystemThatIsAwayWhatToDo() {
    Checkup checkup =
        WorkerCheck.of(
            Configuration.read(
                Optional.empty(),
                Map.of(
                    "BREAKWATER_DB_URL", "jdbc:mysql://" + NOWHERE + "/none",
                    "BREAKWATER_DAEMON_URL", "http://" + NOWHERE,
                    "BREAKWATER_VMA_URL", "http://" + NOWHERE,
                    "BREAKWATER_OMA_URL", "http://" + NOWHERE,
                    "BREAKWATER_INJECTOR", "/no/such/program",
                    "BREAKWATER_STATE_DIR", directory.resolve("state").toString(),
                    "BREAKWATER_LOG_DIR", directory.resolve("logs").toString())));
    ByteArrayOutputStream written = new ByteArrayOutputStream();

    boolean passed = checkup.isPassed(new PrintStream(written, true, StandardCharsets.UTF_8));

    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(passed).isFalse();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("FAILED  database       connect to jdbc:mysql://"))
        .anyMatch(line -> line.startsWith("FAILED  CloudStack"))
        .anyMatch(line -> line.startsWith("FAILED  Volume Daemon"))
        .anyMatch(line -> line.startsWith("FAILED  VMA            http://127.0.0.1:9/health"))
        .anyMatch(line -> line.startsWith("FAILED  injector       there is no executable program"))
        .anyMatch(line -> line.startsWith("ok      state_dir"))
        .anyMatch(line -> line.contains("-> see db.url, db.user and db.password"));
  }
}
