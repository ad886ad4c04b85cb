package io.breakwater.inventory.machine;

import static io.breakwater.operation.OperationKind.TEST_FAILOVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MachinesTest {
  private static final VolumeId ROOT = new VolumeId("root-1");

  private final Machines machines = new Machines(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create().withDisk("disk-2000");
  private final OperationRef operation = vm.begin(TEST_FAILOVER);
  private final MachineId machine = newId();

  @Test
  void recordsTheLifeOfAMachineHoweverOftenItIsTold() {
    for (int i = 0; i < 2; i++) {
      machines.intent(operation, "app01-test-1", "App01-test-1");
      machines.deployed(operation.id(), machine);
      machines.templateRoot(operation.id(), ROOT);
    }
    machines.templateRootDeleted(operation.id());
    machines.volumesAttached(operation.id());

    MachineRow row = machines.find(operation.id()).orElseThrow();
    assertThat(row.id()).isEqualTo(machine);
    assertThat(row.templateRoot()).isEqualTo(ROOT);
    assertThat(row.templateRootDeleted()).isTrue();
    assertThat(row.volumesAttached()).isTrue();
    assertThat(machines.find(machine)).contains(row);
    assertThat(machines.open(vm.context())).containsExactly(row);

    machines.gone(operation.id());
    assertThat(machines.open(vm.context())).isEmpty();
  }

  @Test
  void recordsNoSecondMachineOfOneOperation() {
    assertThatThrownBy(() -> machines.deployed(operation.id(), machine))
        .hasMessageContaining("no intent");
    machines.intent(operation, "a", "a");
    machines.deployed(operation.id(), machine);

    assertThatThrownBy(() -> machines.deployed(operation.id(), newId()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(machine.value());
  }

  @Test
  void recordsNoTemplateRootOnceVolumesWereSentToTheMachine() {
    machines.intent(operation, "a", "a");
    machines.deployed(operation.id(), machine);
    machines.volumesAttached(operation.id());

    assertThatThrownBy(() -> machines.templateRoot(operation.id(), ROOT))
        .isInstanceOf(IllegalStateException.class);
    assertThat(machines.find(operation.id()).orElseThrow().templateRoot()).isNull();
  }

  @Test
  void neverTakesAProtectedVolumeForATemplateRoot() {
    machines.intent(operation, "a", "a");
    machines.deployed(operation.id(), machine);

    assertThatThrownBy(() -> machines.templateRoot(operation.id(), vm.disk(0).volume()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("protected");
  }

  @Test
  void neverReplacesTheRecordedTemplateRoot() {
    machines.intent(operation, "a", "a");
    machines.deployed(operation.id(), machine);
    machines.templateRoot(operation.id(), ROOT);

    assertThatThrownBy(() -> machines.templateRoot(operation.id(), new VolumeId("root-2")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void findsDestinationsOfTheOldSystemByContextIdAndName() {
    MachineId byContext = failover(vm.context().value(), "x", "y");
    MachineId byVmwareId = failover(null, vm.vmwareId(), "y");
    MachineId byName = failover(null, "unknown", vm.name());
    failover(null, "unknown", "another-name");

    assertThat(machines.destinations(vm.context()))
        .extracting(Destination::machine)
        .containsExactly(byName, byVmwareId, byContext);
  }

  @Test
  void claimsNoDestinationByANameThatTwoContextsBear() {
    TestVm twin = TestVm.in(vm.jdbi(), vm.name(), "vcenter-2");
    failover(null, "unknown", vm.name());
    MachineId twins = failover(null, twin.vmwareId(), vm.name());

    assertThat(machines.destinations(vm.context())).isEmpty();
    assertThat(machines.destinations(twin.context()))
        .extracting(Destination::machine)
        .containsExactly(twins);
  }

  private MachineId failover(String context, String vmId, String vmName) {
    MachineId destination = newId();
    vm.execute(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, job_type, source_vm_name,"
            + " destination_vm_id) VALUES (?, ?, ?, 'test', ?, ?)",
        context,
        destination.value(),
        vmId,
        vmName,
        destination.value());
    return destination;
  }

  private static MachineId newId() {
    return new MachineId(UUID.randomUUID().toString());
  }
}
