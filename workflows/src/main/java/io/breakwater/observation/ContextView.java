package io.breakwater.observation;

import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.OsFamily;
import java.util.List;

/**
 * The VM context as the database has it.
 *
 * @param status the status before the running operation set it to {@code cleanup_required}; else
 *     the stored one
 * @param heldBy the operation that keeps the scheduler away just now, or null
 * @param lastFailover the newest operation that brought a destination up and was not taken back, or
 *     null
 * @param liveStartedBy the operation that submitted the start of a live destination and was neither
 *     taken back nor committed; null when there is none, or when the old system made it
 * @param nics the source NICs, from {@code vm_disks.network_config}
 * @param firmware {@code bios_setup} of the OS disk, may be null
 * @param checks what is kept for this VM to be checked once a destination runs
 */
public record ContextView(
    ContextId id,
    String vmName,
    String vcenterHost,
    String vmwareVmId,
    ContextStatus status,
    OperationId heldBy,
    OperationId lastFailover,
    OperationId liveStartedBy,
    OsFamily os,
    int cpus,
    int memoryMb,
    List<Nic> nics,
    String firmware,
    List<BootCheck> checks) {

  public ContextView {
    nics = List.copyOf(nics);
    checks = checks == null ? List.of() : List.copyOf(checks);
  }

  /**
   * One network card of the source.
   *
   * @param network the source network's name, the key of {@code network_mappings}
   */
  public record Nic(String network, String mac) {}
}
