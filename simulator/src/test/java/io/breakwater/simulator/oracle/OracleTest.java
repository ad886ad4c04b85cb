package io.breakwater.simulator.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.simulator.SimulatorFixture;
import io.breakwater.simulator.disk.DiskWrite;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OracleTest {

  private SimulatorFixture fixture;

  @BeforeEach
  void start() {
    fixture = new SimulatorFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private List<Integer> broken() {
    return fixture.simulator().oracle().violations().stream().map(Violation::invariant).toList();
  }

  private String onDestination(String disk) {
    String vm = fixture.destination("dst", "op-1");
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.job("attachVolume", Map.of("id", disk, "virtualmachineid", vm, "deviceid", "0"));
    return vm;
  }

  @Test
  void findsNothingWrongWithAFailoverAndItsCleanup() {
    String disk = fixture.disk("os");
    String snapshot = fixture.snapshot(disk);
    String vm = onDestination(disk);
    fixture.job("startVirtualMachine", Map.of("id", vm));
    assertThat(fixture.cloud().view().disk(disk).dirty()).isTrue();

    fixture.job("stopVirtualMachine", Map.of("id", vm));
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.job("revertSnapshot", Map.of("id", snapshot));
    fixture.job("attachVolume", Map.of("id", disk, "virtualmachineid", fixture.appliance()));
    fixture.job("deleteSnapshot", Map.of("id", snapshot));
    fixture.api().get("updateVirtualMachine", Map.of("id", vm, "deleteprotection", "false"));
    fixture.job("destroyVirtualMachine", Map.of("id", vm, "expunge", "true"));

    assertThat(fixture.simulator().oracle().violations()).isEmpty();
    assertThat(fixture.simulator().endState().notAtRest()).isEmpty();
  }

  @Test
  void seesThatAProtectedVolumeIsToBeDeletedEvenIfCloudStackRefuses() {
    fixture.api().get("deleteVolume", Map.of("id", fixture.disk("os")));

    assertThat(broken()).containsExactly(1);
  }

  @Test
  void seesThatAProtectedDiskIsLostWithItsVm() {
    String disk = fixture.disk("os");
    fixture.snapshot(disk);
    String vm = onDestination(disk);
    fixture.api().get("updateVirtualMachine", Map.of("id", vm, "deleteprotection", "false"));
    fixture.job("destroyVirtualMachine", Map.of("id", vm, "expunge", "true"));

    assertThat(broken()).containsExactly(2, 1, 2, 1);
    assertThat(fixture.simulator().oracle().violations().get(3).text()).contains("is lost");
  }

  @Test
  void seesThatAVmWithoutOurMarkIsToBeDestroyed() {
    fixture.job("destroyVirtualMachine", Map.of("id", fixture.deploy("somebodys", Map.of())));

    assertThat(broken()).containsExactly(2);
  }

  @Test
  void seesThatAnUnguardedVmIsToGetAProtectedDisk() {
    String disk = fixture.disk("os");
    String vm = fixture.destination("dst", "op-1");
    fixture.api().get("updateVirtualMachine", Map.of("id", vm, "deleteprotection", "false"));
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.job("attachVolume", Map.of("id", disk, "virtualmachineid", vm));

    assertThat(broken()).containsExactly(2);
  }

  @Test
  void seesARevertOfAnAttachedDisk() {
    String disk = fixture.disk("os");
    fixture.job("revertSnapshot", Map.of("id", fixture.snapshot(disk)));

    assertThat(broken()).containsExactly(3);
  }

  @Test
  void seesARevertThatWouldLoseReplicatedBlocks() {
    String disk = fixture.disk("os");
    String snapshot = fixture.snapshot(disk);
    fixture.cloud().write(disk, DiskWrite.REPLICATION, "increment", true);
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.job("revertSnapshot", Map.of("id", snapshot));

    assertThat(broken()).containsExactly(3);
  }

  @Test
  void seesThatTheSnapshotOfADirtyDiskIsToBeDeleted() {
    String disk = fixture.disk("os");
    String snapshot = fixture.snapshot(disk);
    String other = fixture.disk("data");
    String otherSnapshot = fixture.snapshot(other);
    fixture.cloud().write(disk, "injector", "drivers", true);

    fixture.job("deleteSnapshot", Map.of("id", otherSnapshot));
    fixture.job("deleteSnapshot", Map.of("id", snapshot));

    assertThat(broken()).containsExactly(3, 3);
  }

  @Test
  void allowsToDeleteASnapshotThatHasATwin() {
    String disk = fixture.disk("os");
    String snapshot = fixture.snapshot(disk);
    fixture.snapshot(disk);
    fixture.cloud().write(disk, "injector", "drivers", true);

    fixture.job("deleteSnapshot", Map.of("id", snapshot));

    assertThat(broken()).isEmpty();
  }

  @Test
  void seesADirtyDiskOnItsWayToTheAppliance() {
    String disk = fixture.disk("os");
    fixture.snapshot(disk);
    fixture.cloud().write(disk, "injector", "drivers", true);
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.job("attachVolume", Map.of("id", disk, "virtualmachineid", fixture.appliance()));

    assertThat(broken()).containsExactly(4, 4);
  }

  @Test
  void seesADiskThatBecomesDirtyWithoutAWayBack() {
    fixture.cloud().write(fixture.disk("os"), "injector", "drivers", true);

    assertThat(broken()).containsExactly(4);
  }

  @Test
  void seesASecondInjection() {
    String disk = fixture.disk("os");
    fixture.snapshot(disk);
    fixture.cloud().write(disk, "injector", "opening", false);
    fixture.cloud().write(disk, "injector", "drivers", true);
    assertThat(broken()).isEmpty();

    fixture.cloud().write(disk, "injector", "opening", false);

    assertThat(broken()).containsExactly(4);
  }

  @Test
  void seesASecondDestinationOfOneOperation() {
    fixture.deploy("one", Map.of("details[0].breakwater.operation", "op-1"));
    fixture.deploy("two", Map.of("details[0].breakwater.operation", "op-1"));

    assertThat(broken()).containsExactly(6);
  }

  @Test
  void seesDisksOfOneVmOnTwoDestinations() {
    String disk = fixture.disk("os");
    String other = fixture.disk("data");
    onDestination(disk);
    String second = fixture.destination("second", "op-2");
    fixture.job("detachVolume", Map.of("id", other));
    fixture.job("attachVolume", Map.of("id", other, "virtualmachineid", second));

    assertThat(broken()).containsExactly(6);
  }

  @Test
  void seesATestVmOnANetworkThatIsNotForTests() {
    String live = fixture.cloud().addNetwork("live-net", false);
    String vm =
        fixture.deploy(
            "dst", Map.of("details[0].breakwater.operation", "op-1", "networkids", live));
    fixture.job("startVirtualMachine", Map.of("id", vm));
    String allowed =
        fixture.deploy(
            "live",
            Map.of(
                "details[0].breakwater.operation", "op-2",
                "details[0].breakwater.kind", "live",
                "networkids", live));
    fixture.job("startVirtualMachine", Map.of("id", allowed));

    assertThat(broken()).containsExactly(8);
  }

  @Test
  void seesALiveVmAndItsSourceRunSideBySide() {
    Set<String> running = new HashSet<>(Set.of("ctx-1"));
    fixture.simulator().oracle().watchSources(running::contains);
    Map<String, String> marks =
        Map.of(
            "details[0].breakwater.operation", "op-1",
            "details[0].breakwater.kind", "live",
            "details[0].breakwater.context", "ctx-1");
    fixture.job("startVirtualMachine", Map.of("id", fixture.deploy("beside", marks)));
    running.clear();
    fixture.simulator().oracle().sourcePoweredOn("ctx-1", fixture.cloud().view());
    fixture.simulator().oracle().sourcePoweredOn("ctx-2", fixture.cloud().view());

    assertThat(broken()).containsExactly(8, 8);
  }

  @Test
  void seesThatTheReplicationIsDisturbed() {
    String disk = fixture.disk("os");
    fixture.cloud().write(disk, DiskWrite.REPLICATION, "increment", false);
    fixture.snapshot(disk);
    fixture.job("detachVolume", Map.of("id", disk));
    fixture.cloud().write(disk, DiskWrite.REPLICATION, "increment", true);

    assertThat(broken()).containsExactly(12, 12, 12);
  }

  @Test
  void saysWhatIsLeftWhereItDoesNotBelong() {
    String disk = fixture.disk("os");
    fixture.snapshot(disk);
    onDestination(disk);

    assertThat(fixture.simulator().endState().notAtRest())
        .hasSize(3)
        .anyMatch(problem -> problem.contains("is not on the appliance"))
        .anyMatch(problem -> problem.contains("still has the snapshot"))
        .anyMatch(problem -> problem.contains("of operation op-1 is left"));
  }
}
