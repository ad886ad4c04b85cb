package io.breakwater.simulator.cloud;

/**
 * A volume as it is right now, for assertions and for the oracle.
 *
 * @param vmId the VM it is attached to, or null
 * @param deviceId its place there, or null
 * @param bornOfVmId the VM whose deploy made it as its root, or null
 */
public record VolumeView(
    String id,
    String name,
    String type,
    String state,
    String vmId,
    Integer deviceId,
    long sizeBytes,
    String bornOfVmId,
    boolean deleteProtection) {

  /** Whether it is attached to this VM. */
  public boolean isOn(String aVmId) {
    return aVmId != null && aVmId.equals(vmId);
  }
}
