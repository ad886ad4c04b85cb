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
    List<NetworkId> networks) {
  public MachineSpec {
    networks = List.copyOf(networks);
  }
}
