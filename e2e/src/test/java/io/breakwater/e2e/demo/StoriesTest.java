package io.breakwater.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's stories on a world twenty times as fast as the recorded one. */
class StoriesTest {
  private static final double TIME_SCALE = 0.05;

  /** Short limits, as a fast world needs no long ones; the recovery waits for a dead lease. */
  private static final Map<String, String> TUNING =
      Map.of(
          "BREAKWATER_LEASE_TTL", "PT6S",
          "BREAKWATER_LEASE_RETRY", "PT0.3S",
          "BREAKWATER_WATCH_TICK", "PT0.1S",
          "BREAKWATER_PENDING_TICK", "PT0.2S",
          "BREAKWATER_SOURCE_POLL", "PT0.3S",
          "BREAKWATER_SYNC_POLL", "PT0.3S");

  @ParameterizedTest
  @ValueSource(strings = {"live-rollback", "live-commit", "recovery", "batch", "hold"})
  void endsWellWithoutAViolation(String key) throws InterruptedException {
    StringWriter told = new StringWriter();
    Path directory = Path.of("target", "stories", key).toAbsolutePath();
    WorldOptions options =
        WorldOptions.temporary(directory).withTimeScale(TIME_SCALE).withTuning(TUNING);
    Summary summary;
    try (World world = World.start(options)) {
      summary = new Demo(world, Scenario.of(key).orElseThrow(), new PrintWriter(told, true)).run();
    }

    assertThat(summary.ok()).as(told.toString()).isTrue();
    assertThat(summary.operations()).as(told.toString()).isNotEmpty();
    assertThat(summary.json()).contains("\"result\":\"ok\"", "\"scenario\":\"" + key + "\"");
  }
}
