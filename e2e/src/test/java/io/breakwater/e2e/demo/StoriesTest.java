package io.breakwater.e2e.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** The starts of the worlds keep the processor busy, the stories hardly do. */
  private static final int AT_A_TIME = 2;

  private static final ExecutorService TELLERS = Executors.newFixedThreadPool(AT_A_TIME);
  private static Map<String, Future<Told>> stories;

  static List<String> keys() {
    return List.of("batch", "recovery", "live-rollback", "live-commit", "hold");
  }

  @BeforeAll
  static void begin() {
    stories =
        keys().stream()
            .collect(Collectors.toMap(key -> key, key -> TELLERS.submit(() -> tell(key))));
  }

  @AfterAll
  static void end() {
    TELLERS.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void endsWellWithoutAViolation(String key) throws Exception {
    Told told = stories.get(key).get();

    assertThat(told.summary().ok()).as(told.text()).isTrue();
    assertThat(told.summary().operations()).as(told.text()).isNotEmpty();
    assertThat(told.summary().json()).contains("\"result\":\"ok\"", "\"scenario\":\"" + key + "\"");
  }

  private static Told tell(String key) throws InterruptedException {
    StringWriter told = new StringWriter();
    Path directory = Path.of("target", "stories", key).toAbsolutePath();
    WorldOptions options =
        WorldOptions.temporary(directory).withTimeScale(TIME_SCALE).withTuning(TUNING);
    try (World world = World.start(options)) {
      Summary summary =
          new Demo(world, Scenario.of(key).orElseThrow(), new PrintWriter(told, true)).run();
      return new Told(summary, told.toString());
    }
  }

  private record Told(Summary summary, String text) {}
}
