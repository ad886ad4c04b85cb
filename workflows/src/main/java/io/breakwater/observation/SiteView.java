package io.breakwater.observation;

import io.breakwater.vm.NetworkId;
import java.util.List;

/**
 * What a destination VM is made of, read from the active {@code ossea_configs} row and checked
 * against CloudStack.
 *
 * @param zoneId resolved to a UUID
 * @param templateBytes the template's virtual size; -1 when CloudStack does not know the template
 * @param templateReady whether it can be deployed
 * @param serviceOfferingCustomized whether the offering takes cpuNumber and memory
 * @param deleteProtectionSupported whether this CloudStack guards VMs against destroy
 * @param mappings the context's network mappings, with whether CloudStack knows the network
 */
public record SiteView(
    String zoneId,
    String templateId,
    long templateBytes,
    boolean templateReady,
    String serviceOfferingId,
    boolean serviceOfferingCustomized,
    boolean deleteProtectionSupported,
    List<NetworkMapping> mappings) {

  public SiteView {
    mappings = List.copyOf(mappings);
  }

  /**
   * One row of {@code network_mappings}.
   *
   * @param test whether the destination network is marked as a test network
   */
  public record NetworkMapping(
      String sourceNetwork, NetworkId network, String networkName, boolean test, boolean exists) {}
}
