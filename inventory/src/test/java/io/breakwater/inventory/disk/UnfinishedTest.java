package io.breakwater.inventory.disk;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.inventory.snapshot.Snapshots;
import io.breakwater.observation.Baseline;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.VolumeId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Disks that may have been written to by operations of which nobody knows the end. */
class UnfinishedTest {
  private final Disks disks = new Disks(TestDatabase.jdbi());
  private final Snapshots snapshots = new Snapshots(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");
  private final OperationRef operation = vm.begin(TEST_FAILOVER);
  private final VolumeId volume = vm.disk(0).volume();

  private void meansToTakeASnapshot() {
    snapshots.intent(operation, vm.disk(0), "snapshot", new Baseline("change", "job"));
  }

  @Test
  void areThoseOfWhichItTookASnapshot() {
    meansToTakeASnapshot();

    assertThat(disks.unfinished(vm.context()))
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.volume()).isEqualTo(volume);
              assertThat(mark.dirtiedBy()).isEqualTo(operation.id());
              assertThat(mark.injected()).isFalse();
            });
    assertThat(disks.dirty(vm.context())).isEmpty();
  }

  @Test
  void areNoneWhileItHoldsTheVm() {
    meansToTakeASnapshot();

    new Leases(TestDatabase.jdbi())
        .acquire(vm.context(), operation.id(), "here", Duration.ofMinutes(1));

    assertThat(disks.unfinished(vm.context())).isEmpty();
  }

  @Test
  void areNoneOnceItsBooksAreClosed() {
    meansToTakeASnapshot();

    vm.execute(
        "UPDATE breakwater_operations SET finished_at = UTC_TIMESTAMP(6) WHERE operation_id = ?",
        operation.id().value());

    assertThat(disks.unfinished(vm.context())).isEmpty();
  }

  @Test
  void areNoneThatWereRevertedSince() {
    meansToTakeASnapshot();
    disks.markDirty(operation, vm.disk(0), "driver injection");
    assertThat(disks.unfinished(vm.context())).isEmpty();

    disks.markClean(operation, vm.disk(0));

    assertThat(disks.unfinished(vm.context())).isEmpty();
  }

  @Test
  void areNoneWhoseSnapshotIsForgotten() {
    meansToTakeASnapshot();

    snapshots.forgetAll(vm.context());

    assertThat(disks.unfinished(vm.context())).isEmpty();
  }
}
