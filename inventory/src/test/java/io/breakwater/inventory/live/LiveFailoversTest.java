package io.breakwater.inventory.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.step.OperationRef;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LiveFailoversTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456Z");

  private final LiveFailovers failovers = new LiveFailovers(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();
  private final OperationRef first = vm.operation();
  private final OperationRef second = vm.operation();

  @Test
  void remembersWhenTheSourceWasSeenOffAndSynced() {
    failovers.sourceOff(first, NOON);
    failovers.synced(first, "job-1", NOON.plusSeconds(60));

    LiveFailoverRow row = failovers.find(first.id()).orElseThrow();

    assertThat(row.sourceOffAt()).isEqualTo(NOON);
    assertThat(row.finalSyncJob()).isEqualTo("job-1");
    assertThat(row.finalSyncAt()).isEqualTo(NOON.plusSeconds(60));
    assertThat(row.context()).isEqualTo(vm.context());
    assertThat(row.startSubmittedAt()).isNull();
  }

  @Test
  void keepsTheTimeOfASyncThatIsRecordedAgain() {
    failovers.synced(first, "job-1", NOON);
    failovers.synced(first, "job-1", NOON.plusSeconds(300));

    assertThat(failovers.find(first.id()).orElseThrow().finalSyncAt()).isEqualTo(NOON);
    failovers.synced(first, "job-2", NOON.plusSeconds(600));
    assertThat(failovers.find(first.id()).orElseThrow().finalSyncAt())
        .isEqualTo(NOON.plusSeconds(600));
  }

  @Test
  void namesTheNewestSyncOfTheVm() {
    failovers.synced(first, "job-1", NOON.plusSeconds(60));
    failovers.synced(second, "job-2", NOON);

    assertThat(failovers.newestSync(vm.context()).orElseThrow().operation()).isEqualTo(first.id());
    assertThat(failovers.newestSync(TestVm.create().context())).isEmpty();
  }

  @Test
  void isOpenFromTheStartUntilItIsTakenBack() {
    failovers.synced(first, "job-1", NOON);
    assertThat(failovers.startedAndOpen(vm.context())).isEmpty();

    failovers.startSubmitted(first);
    Instant submitted = failovers.find(first.id()).orElseThrow().startSubmittedAt();
    failovers.startSubmitted(first);

    assertThat(failovers.startedAndOpen(vm.context())).contains(first.id());
    assertThat(failovers.find(first.id()).orElseThrow().startSubmittedAt()).isEqualTo(submitted);
    failovers.takenBack(vm.context());
    assertThat(failovers.startedAndOpen(vm.context())).isEmpty();
  }
}
