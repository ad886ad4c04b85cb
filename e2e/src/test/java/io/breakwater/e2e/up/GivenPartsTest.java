package io.breakwater.e2e.up;

import static io.breakwater.e2e.up.UpTest.awaitCompleted;
import static io.breakwater.e2e.up.UpTest.submitTestFailover;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.e2e.world.GivenParts;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.site.SampleSite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GivenPartsTest {
  @TempDir private static Path real;
  private static World world;
  @TempDir private Path temporary;

  @BeforeAll
  static void startWhatIsGiven() {
    world = World.start(WorldOptions.temporary(real).withTimeScale(0.05));
    SampleSite.addTo(world.site());
  }

  @AfterAll
  static void stopWhatWasGiven() {
    world.close();
  }

  @Test
  void failsOverOnWhatTheEnvironmentGivesAndLeavesItRunning() throws Exception {
    Path state = Files.createDirectory(temporary.resolve("state"));
    try (UpProcess up = UpProcess.start(state, addresses()).awaitUp()) {
      submitTestFailover(up);
      awaitCompleted(up);
      assertThat(up.output()).doesNotContain("simulated").contains("(given)");
      up.interrupt();
    }
    assertThat(names(state)).doesNotContain("database", "temporal", "cloud.json", "site");
    assertThat(world.temporal().cli("workflow", "list")).contains("TestFailover");
    assertThat(world.simulator().oracle().violations()).isEmpty();
  }

  private static Map<String, String> addresses() {
    Map<String, String> environment = new HashMap<>();
    SimulatedCloud cloud = world.simulator().cloud();
    environment.put("BREAKWATER_DB_URL", world.databaseAccess().url());
    environment.put("BREAKWATER_DB_USER", world.databaseAccess().user());
    environment.put("BREAKWATER_DB_PASSWORD", world.databaseAccess().password());
    environment.put("TEMPORAL_ADDRESS", world.temporal().address());
    environment.put("BREAKWATER_CLOUDSTACK_URL", cloud.url());
    environment.put("BREAKWATER_CLOUDSTACK_API_KEY", cloud.apiKey());
    environment.put("BREAKWATER_CLOUDSTACK_SECRET_KEY", cloud.secretKey());
    environment.put("BREAKWATER_DAEMON_URL", world.site().daemon().url());
    environment.put("BREAKWATER_INJECTOR", world.site().injectorCommand().toString());
    return environment;
  }

  private static List<String> names(Path directory) throws java.io.IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void seedsNothingIntoAGivenDatabaseAndSaysWhatTheWorkerWaitsFor() throws Exception {
    Path state = Files.createDirectory(temporary.resolve("state"));
    Map<String, String> environment = addresses();
    environment.put("BREAKWATER_DB_URL", world.database().jdbcUrl(world.database().freshSchema()));
    try (UpProcess up = UpProcess.start(state, environment).awaitUp()) {
      assertThat(up.output()).contains("The worker is waiting: read the active CloudStack");
      assertThat(up.get("/api/v1/vm-contexts").body()).contains("\"count\":0");
      assertThat(up.get("/health").body()).contains("healthy");
    }
  }

  @Test
  void refusesAPartThatIsGivenByHalves() {
    assertThatThrownBy(() -> GivenParts.by(Map.of("BREAKWATER_DB_URL", "jdbc:mysql://db/x")))
        .hasMessage("BREAKWATER_DB_URL is set without BREAKWATER_DB_USER: set both or neither");
    assertThatThrownBy(
            () ->
                GivenParts.by(
                    Map.of(
                        "BREAKWATER_CLOUDSTACK_URL", "https://cloud/client/api",
                        "BREAKWATER_CLOUDSTACK_API_KEY", "k")))
        .hasMessageContaining("without BREAKWATER_CLOUDSTACK_SECRET_KEY");
  }

  @Test
  void refusesTheSimulatedDaemonForARealSite() {
    Map<String, String> database =
        Map.of("BREAKWATER_DB_URL", "jdbc:mysql://db/x", "BREAKWATER_DB_USER", "oma");

    assertThatThrownBy(() -> GivenParts.by(database))
        .hasMessageContaining("set BREAKWATER_DAEMON_URL too");
  }
}
