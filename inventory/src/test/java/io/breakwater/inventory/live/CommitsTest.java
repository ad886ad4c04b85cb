package io.breakwater.inventory.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.operation.OperationKind;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommitsTest {
  private final Inventory inventory = Inventory.over(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");
  private final VolumeId os = vm.disk(0).volume();
  private final VolumeId data = vm.disk(1).volume();
  private final OperationRef failover = vm.begin(OperationKind.LIVE_FAILOVER);
  private final OperationRef commit = vm.operation();

  @Test
  void takesTheVolumesOutOfTheOldSystemsHands() {
    inventory.commits().commit(commit);
    inventory.commits().commit(commit);

    assertThat(inventory.disks().of(vm.context())).allMatch(disk -> disk.volume() == null);
    assertThat(inventory.commits().of(commit)).containsExactly(os, data);
    vm.execute("DELETE FROM vm_replication_contexts WHERE context_id = ?", vm.context().value());
    assertThat(volumeRows()).describedAs("rows that outlive the context").isEqualTo(2);
  }

  @Test
  void completesTheContextAndKeepsTheSchedulerAway() {
    inventory.commits().commit(commit);

    assertThat(inventory.contexts().find(vm.context()).orElseThrow().status())
        .isEqualTo(ContextStatus.completed);
    assertThat(
            vm.query(
                Integer.class,
                "SELECT scheduler_enabled FROM vm_replication_contexts WHERE context_id = ?",
                vm.context().value()))
        .isZero();
  }

  @Test
  void keepsCommittedVolumesProtectedWhenEveryOtherRecordIsGone() {
    inventory.commits().commit(commit);
    vm.execute("DELETE FROM ossea_volumes WHERE volume_id IN (?, ?)", os.value(), data.value());
    vm.execute("DELETE FROM breakwater_disks WHERE context_id = ?", vm.context().value());

    assertThat(inventory.disks().isProtected(os)).isTrue();
    assertThat(inventory.disks().protectedVolumes()).contains(os, data);
  }

  @Test
  void closesTheLiveFailover() {
    inventory.liveFailovers().synced(failover, "job-1", Instant.now());
    inventory.liveFailovers().startSubmitted(failover);

    inventory.commits().commit(commit);

    assertThat(inventory.liveFailovers().startedAndOpen(vm.context())).isEmpty();
    LiveFailoverRow row = inventory.liveFailovers().find(failover.id()).orElseThrow();
    assertThat(row.committedAt()).isNotNull();
    assertThat(row.takenBackAt()).isNull();
  }

  private int volumeRows() {
    return vm.query(
        Integer.class,
        "SELECT COUNT(*) FROM ossea_volumes WHERE volume_id IN (?, ?)",
        os.value(),
        data.value());
  }
}
