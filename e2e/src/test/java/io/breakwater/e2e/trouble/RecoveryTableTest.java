package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.site.ProtectedVm;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure that was described or seen, made by hand, and the way out of it. */
class RecoveryTableTest {
  private static final String OPEN_FAILOVERS =
      "SELECT COUNT(*) FROM failover_jobs WHERE (vm_context_id = ? OR vm_id = ?) AND status NOT IN"
          + " ('completed', 'failed', 'cleanup', 'cleanup_completed')";

  private static TroubleWorld world;

  /** One of its own, because some VMs stay as they are. */
  @BeforeAll
  static void start() {
    world = TroubleWorld.start("recovery", Map.of("BREAKWATER_LEASE_TTL", "PT2S"));
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  static Stream<RecoveryRow> rows() {
    return Stream.of(
            SeedFailedRows.rows(),
            SeedCleanupRows.rows(),
            LeftBehindRows.rows(),
            ProductionRows.rows())
        .flatMap(Function.identity());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void endsAsTheTableSays(RecoveryRow row) {
    Wreck wreck = new Wreck(world, ProtectedVm.named("row-" + row.number()).disks(sizes(row)));
    try {
      row.happened().accept(wreck);
      // The oracle judges everybody; what others did is not held against Breakwater.
      world.world().simulator().oracle().clear();
      long moment = world.judge().now();
      Map<String, DiskContents> found = wreck.contents();

      Ended ended = row.recovered().apply(wreck);

      assertThat(ended.end()).as(ended.summary()).isEqualTo(row.end());
      assertThat(ended.reasonCodes()).containsAll(row.reasons());
      if (row.isReady()) {
        assertHome(wreck);
      } else {
        world.judge().assertUntouchedSince(moment);
        assertThat(wreck.contents()).isEqualTo(found);
        assertThat(world.judge().openBooks(wreck.vm())).isEmpty();
        world.judge().assertNoViolation();
      }
    } finally {
      wreck.putRight();
      world.calm();
    }
  }

  private static void assertHome(Wreck wreck) {
    world.judge().assertHome(wreck.vm());
    assertThat(wreck.contents()).isEqualTo(wreck.replica());
    assertThat(wreck.machines())
        .allSatisfy(machine -> assertThat(world.cloud().view().vm(machine)).isEmpty());
    assertThat(wreck.rows().read(OPEN_FAILOVERS, wreck.vm().contextId(), wreck.vm().vmwareVmId()))
        .contains("0");
  }

  private static Integer[] sizes(RecoveryRow row) {
    return Stream.iterate(40, size -> size + 10).limit(row.disks()).toArray(Integer[]::new);
  }
}
