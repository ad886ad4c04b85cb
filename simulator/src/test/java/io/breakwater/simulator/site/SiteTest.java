package io.breakwater.simulator.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {

  @TempDir private Path directory;
  private TestSite test;

  @BeforeEach
  void open() {
    test = new TestSite(directory);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void setsUpTheSampleVmsReadyForFailover() {
    var contexts = SampleSite.addTo(test.site());

    assertThat(contexts)
        .extracting(ProtectedContext::vmName)
        .containsExactlyInAnyOrder(
            "pgtest1",
            "pgtest2",
            "PhilB Test machine",
            "PGWINTESTBIOS",
            "linuxweb01",
            "QUAD-AUVIK02",
            "fileserver",
            "fileserver");
    assertThat(test.column("SELECT DISTINCT current_status FROM vm_replication_contexts"))
        .containsExactly("ready_for_failover");
    assertThat(test.site().links().names()).hasSize(17);
    assertThat(test.column("SELECT volume_uuid FROM device_mappings WHERE operation_mode = 'oma'"))
        .hasSize(17);
  }

  @Test
  void attachesEveryDiskOfAProtectedVmToTheAppliance() {
    var vm = test.site().protect(ProtectedVm.named("app01").disks(40, 100));

    assertThat(vm.volumeIds())
        .hasSize(2)
        .allSatisfy(id -> assertThat(test.vmOf(id)).isEqualTo(test.site().applianceVmId()))
        .allSatisfy(id -> assertThat(test.site().links().shows(id)).isTrue());
    assertThat(test.cloud().view().contextOf(vm.osVolumeId())).contains(vm.contextId());
    assertThat(test.site().vma().isOn(vm.vcenter(), vm.vmwareVmId())).isTrue();
  }

  @Test
  void describesVmsThatCannotBeFailedOver() {
    var vm =
        test.site()
            .protect(
                ProtectedVm.named("odd")
                    .disks(40, 50)
                    .withoutOsDisk()
                    .withoutTestMapping()
                    .unknownToCloudStack(0)
                    .detached(1));

    assertThat(test.column("SELECT disk_id FROM vm_disks"))
        .containsExactly("disk-2001", "disk-2002");
    assertThat(test.column("SELECT id FROM network_mappings WHERE is_test_network = 1")).isEmpty();
    assertThat(test.column("SELECT id FROM device_mappings")).isEmpty();
    assertThat(test.cloud().view().volume(vm.osVolumeId())).isEmpty();
    assertThat(test.vmOf(vm.volumeIds().get(1))).isNull();
  }

  @Test
  void goesOnWhereItWasWhenItIsOpenedAgain() {
    var vm = test.site().protect(ProtectedVm.named("app01"));
    test.site().vma().setPower(vm.vcenter(), vm.vmwareVmId(), false);
    test.site().links().unplug(vm.osVolumeId());

    test.reopen();

    assertThat(SampleSite.addTo(test.site())).containsExactly(vm);
    assertThat(test.site().vma().isOn(vm.vcenter(), vm.vmwareVmId())).isFalse();
    assertThat(test.site().links().shows(vm.osVolumeId())).isTrue();
  }

  @Test
  void keepsTheReplicationsOfVmsApartWhoseVmwareIdsBeginAlike() {
    var one = test.site().protect(ProtectedVm.named("kept-245").disks(40));
    var other = test.site().protect(ProtectedVm.named("kept-416").disks(40));

    assertThat(one.vmwareVmId().substring(0, 8)).isEqualTo(other.vmwareVmId().substring(0, 8));
    assertThat(test.column("SELECT id FROM replication_jobs")).hasSize(4);
  }
}
