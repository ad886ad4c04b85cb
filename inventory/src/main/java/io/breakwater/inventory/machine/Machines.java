package io.breakwater.inventory.machine;

import io.breakwater.inventory.NotYet;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** The destination VMs that operations made, at most one each. Idempotent. Thread-safe. */
public final class Machines {
  public Machines(Jdbi jdbi) {}

  /** Records, before the deploy, the name of the VM that the operation will make. */
  public void intent(OperationRef operation, String name, String displayName) {
    NotYet.written();
  }

  /**
   * Records the VM.
   *
   * @throws IllegalStateException without an intent, or when another VM is recorded already
   */
  public void deployed(OperationId maker, MachineId machine) {
    NotYet.written();
  }

  /**
   * Records the ROOT volume that came with the VM.
   *
   * @throws IllegalStateException when another ROOT is recorded, when a volume was sent to the VM
   *     already, or when the volume is a protected one: then nobody can say any more which volume
   *     may be deleted
   */
  public void templateRoot(OperationId maker, VolumeId root) {
    NotYet.written();
  }

  /** Records, before the first attach, that protected volumes go to the VM. */
  public void volumesAttached(OperationId maker) {
    NotYet.written();
  }

  public void templateRootDeleted(OperationId maker) {
    NotYet.written();
  }

  /** Records that CloudStack no longer lists the VM. */
  public void gone(OperationId maker) {
    NotYet.written();
  }

  public Optional<MachineRow> find(OperationId maker) {
    return NotYet.written();
  }

  public Optional<MachineRow> find(MachineId machine) {
    return NotYet.written();
  }

  /** The machines of a VM context that are not gone, intents too, oldest first. */
  public List<MachineRow> open(ContextId context) {
    return NotYet.written();
  }

  /**
   * The destinations that {@code failover_jobs} names for the VM, newest first, each once; the old
   * system's rows without a context included when vm id or name tell whose they are.
   */
  public List<Destination> destinations(ContextId context) {
    return NotYet.written();
  }
}
