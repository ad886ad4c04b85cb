package io.breakwater.plan;

import io.breakwater.vm.NetworkId;
import java.util.List;

/**
 * What to deploy.
 *
 * @param name the host name, already fit for CloudStack (lower case, digits, hyphens, at most 63)
 * @param displayName the name people see
 * @param rootDiskGb the size of the template root, which is thrown away again
 * @param networks one per NIC, in order
 * @param live whether it takes the source's place; else only test networks are allowed
 * @param firmware what the source boots with; null leaves it to the template
 */
public record MachineSpec(
    String name,
    String displayName,
    String zoneId,
    String templateId,
    String serviceOfferingId,
    int cpus,
    int memoryMb,
    long rootDiskGb,
    List<NetworkId> networks,
    boolean live,
    Firmware firmware) {
  public MachineSpec {
    networks = List.copyOf(networks);
  }

  /** How the guest boots; CloudStack 4.22 takes boottype and bootmode at deploy. */
  public enum Firmware {
    BIOS,
    UEFI_LEGACY,
    UEFI_SECURE
  }
}
