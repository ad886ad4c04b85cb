package io.breakwater.inventory.disk;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.observation.ContextView.Nic;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.VolumeId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisksTest {
  private final Disks disks = new Disks(TestDatabase.jdbi());

  @Test
  void listsTheOsDiskFirstAndLeavesAnUnknownVolumeOut() {
    TestVm vm =
        TestVm.create()
            .withDisk("disk-2010")
            .withDisk("disk-2002")
            .withDisk("disk-2000")
            .withDiskWithoutVolume("disk-2001");

    List<DiskRow> rows = disks.of(vm.context());

    assertThat(rows)
        .extracting(d -> d.id().value())
        .containsExactly("disk-2000", "disk-2001", "disk-2002", "disk-2010");
    assertThat(rows.get(0).volume()).isEqualTo(vm.disk(2).volume());
    assertThat(rows.get(1).volume()).isNull();
    assertThat(rows.get(0).sizeBytes()).isEqualTo(40L << 30);
    assertThat(rows.get(0).nics()).containsExactly(new Nic("VM Network", "00:50:56:01:02:03"));
  }

  @Test
  void takesTheSizeInGigabytesWhenTheCapacityIsUnknown() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    vm.execute(
        "UPDATE vm_disks SET capacity_bytes = NULL, size_gb = 7 WHERE vm_context_id = ?",
        vm.context().value());

    assertThat(disks.of(vm.context()).get(0).sizeBytes()).isEqualTo(7L << 30);
  }

  @Test
  void describesTheGuestByTheContextWhenTheDisksSayNothing() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    vm.execute(
        "UPDATE vm_disks SET cpu_count = 0, memory_mb = 0, os_type = '', network_config = 'x{'"
            + " WHERE vm_context_id = ?",
        vm.context().value());

    Guest guest = disks.guest(vm.context());

    assertThat(guest.cpus()).isEqualTo(2);
    assertThat(guest.memoryMb()).isEqualTo(4096);
    assertThat(guest.osType()).isEqualTo("windows");
    assertThat(guest.nics()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{\"network_name\":\"LAN\",\"mac_address\":\"m\"}]|LAN:m",
        "[{\"name\":\"LAN\",\"mac\":\"m\"},{\"network\":\"DMZ\"}]|LAN:m DMZ:",
        "{\"networks\":[{\"name\":\"LAN\"}]}|LAN:",
        "{\"network_name\":\"LAN\"}|LAN:",
        "[\"LAN\"]|LAN:",
        "\"[{\\\"name\\\":\\\"LAN\\\"}]\"|LAN:",
        "[{\"mac\":\"m\"},{}]|~~",
        "null|~~",
        "{|~~",
      })
  void readsNetworkConfigHoweverItWasWritten(String json, String expected) {
    assertThat(NetworkConfig.nics(json).stream().map(n -> n.network() + ":" + n.mac()))
        .containsExactly(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
  }

  @Test
  void keepsTheFirstThatDirtiedADisk() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    OperationRef first = vm.begin(TEST_FAILOVER);
    disks.markDirty(first, vm.disk(0), "driver injection");

    disks.markDirty(vm.begin(TEST_FAILOVER), vm.disk(0), "the destination starts");

    assertThat(disks.dirty(vm.context()))
        .singleElement()
        .satisfies(
            mark -> {
              assertThat(mark.dirtiedBy()).isEqualTo(first.id());
              assertThat(mark.why()).isEqualTo("the destination starts");
            });
  }

  @Test
  void countsAsInjectedUntilSomethingElseWrites() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    OperationRef operation = vm.begin(TEST_FAILOVER);
    disks.markDirty(operation, vm.disk(0), "driver injection");

    disks.markInjected(operation, vm.disk(0));
    assertThat(disks.dirty(vm.context()).get(0).injected()).isTrue();

    disks.markDirty(operation, vm.disk(0), "the destination starts");
    assertThat(disks.dirty(vm.context()).get(0).injected()).isFalse();
  }

  @Test
  void countsAsStartedUntilSomethingElseWritesOrItIsReverted() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    OperationRef operation = vm.begin(TEST_FAILOVER);

    disks.markStarted(operation, vm.disk(0), "the destination starts");
    assertThat(disks.dirty(vm.context()).get(0).started()).isTrue();
    disks.markDirty(operation, vm.disk(0), "a person attached it elsewhere");
    assertThat(disks.dirty(vm.context()).get(0).started()).isFalse();

    disks.markStarted(operation, vm.disk(0), "the destination starts");
    disks.markReverting(operation, vm.disk(0));
    assertThat(disks.dirty(vm.context()).get(0).started()).isFalse();
  }

  @Test
  void countsAsDirtyButNotInjectedWhileItIsReverted() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    OperationRef operation = vm.begin(TEST_FAILOVER);
    disks.markDirty(operation, vm.disk(0), "driver injection");
    disks.markInjected(operation, vm.disk(0));

    disks.markReverting(operation, vm.disk(0));

    assertThat(disks.dirty(vm.context()))
        .singleElement()
        .satisfies(mark -> assertThat(mark.injected()).isFalse());
  }

  @Test
  void recordsNoInjectionOnACleanDisk() {
    TestVm vm = TestVm.create().withDisk("disk-2000");
    OperationRef operation = vm.begin(TEST_FAILOVER);

    assertThatThrownBy(() -> disks.markInjected(operation, vm.disk(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("not marked dirty");
  }

  @Test
  void isCleanAfterARevert() {
    TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");
    OperationRef operation = vm.begin(TEST_FAILOVER);
    disks.markDirty(operation, vm.disk(0), "start");
    disks.markDirty(operation, vm.disk(1), "start");

    disks.markClean(operation, vm.disk(0));

    assertThat(disks.dirty(vm.context()))
        .extracting(DiskMark::disk)
        .containsExactly(vm.disk(1).disk());
  }

  @Test
  void countsAsDirtyWhatTheOldSystemTookASnapshotOfUntilItIsReverted() {
    TestVm vm = TestVm.create().withDisk("disk-2000").withDisk("disk-2001");
    OperationRef operation = vm.begin(TEST_FAILOVER);
    disks.remember(vm.context());
    vm.execute(
        "UPDATE ossea_volumes SET snapshot_id = 'snap-1', snapshot_created_at = CURRENT_TIMESTAMP"
            + " - INTERVAL 1 MINUTE WHERE volume_id = ?",
        vm.disk(1).volume().value());

    assertThat(disks.dirty(vm.context()))
        .extracting(DiskMark::disk)
        .containsExactly(vm.disk(1).disk());

    disks.markClean(operation, vm.disk(1));
    assertThat(disks.dirty(vm.context())).isEmpty();
  }

  @Test
  void protectsWhatTheOldSystemKnowsAndNothingElse() {
    TestVm vm = TestVm.create().withDisk("disk-2000");

    assertThat(disks.isProtected(vm.disk(0).volume())).isTrue();
    assertThat(disks.protectedVolumes()).contains(vm.disk(0).volume());
    assertThat(disks.isProtected(new VolumeId("root-of-a-template"))).isFalse();
  }
}
