package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.site.ProtectedVm;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every failure that was described or seen, made by hand, and the way out of it.
 *
 * <p>FAILED and CLEANUP are what the old system promised for failed executions and for test
 * failovers, § are sections of its description. Of the failures of §5.9, which production and site
 * tests saw, those are rows here that leave a VM behind in a state to be recovered from: 12, 13, 17
 * to 19, 21 to 25, 27, 30, 34 and 35; of 1, row 5 is what is left. The others are not:
 *
 * <ul>
 *   <li>2 to 5, 7, 8, 10, 11, 14, 20, 28, 29, 31: calls that were misread, or settings that were
 *       wrong or old. They leave nothing behind but what rows show; the adapters' tests read
 *       CloudStack's recorded answers.
 *   <li>6, 9, 33: refused or mended before anything is touched; see {@code BadInputTest} and the
 *       planner's tests.
 *   <li>15, 16: NBD exports and device names, which are the daemon's.
 *   <li>26, 32, 36, 37: GUI and deployment.
 * </ul>
 */
class RecoveryTableTest {
  private static final String OPEN_FAILOVERS =
      "SELECT COUNT(*) FROM failover_jobs WHERE (vm_context_id = ? OR vm_id = ?) AND status NOT IN"
          + " ('completed', 'failed', 'cleanup', 'cleanup_completed')";

  private static TroubleWorld world;

  /** One of its own, because some VMs stay as they are. */
  @BeforeAll
  static void start() {
    world =
        TroubleWorld.start(
            "recovery", Map.of("BREAKWATER_LEASE_TTL", "PT2S", "BREAKWATER_STUCK_AFTER", "PT20S"));
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
            ProductionRows.rows(),
            OldWorkRows.rows())
        .flatMap(Function.identity())
        .sorted(Comparator.comparingInt(RecoveryRow::number));
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
