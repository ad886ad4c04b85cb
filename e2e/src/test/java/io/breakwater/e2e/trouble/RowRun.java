package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.site.ProtectedVm;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One row of the table of failures, from what happened to the judgement. What goes wrong is kept
 * until it is judged, so that rows can go side by side.
 */
final class RowRun {
  private static final String OPEN_FAILOVERS =
      "SELECT COUNT(*) FROM failover_jobs WHERE (vm_context_id = ? OR vm_id = ?) AND status NOT IN"
          + " ('completed', 'failed', 'cleanup', 'cleanup_completed')";

  private final TroubleWorld world;
  private final RecoveryRow row;
  private final Wreck wreck;
  private Throwable trouble;
  private Map<String, DiskContents> found;
  private Ended ended;
  private Map<String, DiskContents> left;
  private List<JournalEntry> changes;

  RowRun(TroubleWorld world, RecoveryRow row) {
    this.world = world;
    this.row = row;
    this.wreck = new Wreck(world, ProtectedVm.named("row-" + row.number()).disks(sizes(row)));
  }

  int number() {
    return row.number();
  }

  /** Makes it so. */
  void happens() {
    keepTrouble(
        () -> {
          row.happened().accept(wreck);
          found = wreck.contents();
        });
  }

  /** Gets out of it, and puts right what others would suffer from. */
  void recovers() {
    keepTrouble(
        () -> {
          if (trouble == null) {
            long moment = world.judge().now();
            ended = row.recovered().apply(wreck);
            left = wreck.contents();
            changes = world.judge().changesOf(wreck.vm(), moment);
          }
        });
    keepTrouble(wreck::putRight);
  }

  /** Whether it ended as the table says. */
  void judge() {
    if (trouble != null) {
      throw new AssertionError(row + " could not be tried", trouble);
    }
    assertThat(ended.end()).as(ended.summary()).isEqualTo(row.end());
    assertThat(ended.reasonCodes()).containsAll(row.reasons());
    if (row.isReady()) {
      assertHome();
    } else {
      assertThat(changes).isEmpty();
      assertThat(left).isEqualTo(found);
      assertThat(world.judge().openBooks(wreck.vm())).isEmpty();
      world.judge().assertNoViolation();
    }
  }

  private void assertHome() {
    world.judge().assertHome(wreck.vm());
    assertThat(wreck.contents()).isEqualTo(wreck.replica());
    assertThat(wreck.machines())
        .allSatisfy(machine -> assertThat(world.cloud().view().vm(machine)).isEmpty());
    assertThat(wreck.rows().read(OPEN_FAILOVERS, wreck.vm().contextId(), wreck.vm().vmwareVmId()))
        .contains("0");
  }

  private void keepTrouble(Runnable deed) {
    try {
      deed.run();
    } catch (RuntimeException | AssertionError e) {
      if (trouble == null) {
        trouble = e;
      }
    }
  }

  private static Integer[] sizes(RecoveryRow row) {
    return Stream.iterate(40, size -> size + 10).limit(row.disks()).toArray(Integer[]::new);
  }
}
