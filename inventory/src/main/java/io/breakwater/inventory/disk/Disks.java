package io.breakwater.inventory.disk;

import io.breakwater.inventory.NotYet;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/**
 * The protected disks, their volumes, and whether something other than the replication may have
 * written to them. Thread-safe.
 */
public final class Disks {
  public Disks(Jdbi jdbi) {}

  /** The disks of a VM, OS disk first, then by disk id. */
  public List<DiskRow> of(ContextId context) {
    return NotYet.written();
  }

  /** The description of the source machine. */
  public Guest guest(ContextId context) {
    return NotYet.written();
  }

  /** Every volume in {@code ossea_volumes} or in our own records. */
  public Set<VolumeId> protectedVolumes() {
    return NotYet.written();
  }

  /** Whether the volume is one of {@link #protectedVolumes()}; read fresh. */
  public boolean isProtected(VolumeId volume) {
    return NotYet.written();
  }

  /** Records the VM's volumes, so that they stay protected when the old system's rows go. */
  public void remember(ContextId context) {
    NotYet.written();
  }

  /**
   * Marks the disk dirty on behalf of the operation. A disk that the same operation dirtied before
   * stays as it is; one that another dirtied now counts as dirtied by this one, not injected.
   */
  public void markDirty(OperationRef operation, DiskRef disk, String why) {
    NotYet.written();
  }

  /**
   * Records that driver injection ended well.
   *
   * @throws IllegalStateException when the disk is not marked dirty by this operation
   */
  public void markInjected(OperationRef operation, DiskRef disk) {
    NotYet.written();
  }

  /** Records a verified revert. */
  public void markClean(OperationRef operation, DiskRef disk) {
    NotYet.written();
  }

  /** The marks of the VM's dirty disks. */
  public List<DiskMark> dirty(ContextId context) {
    return NotYet.written();
  }
}
