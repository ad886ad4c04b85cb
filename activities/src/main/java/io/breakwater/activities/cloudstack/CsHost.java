package io.breakwater.activities.cloudstack;

/**
 * A host as CloudStack lists it.
 *
 * @param state {@code Up}, {@code Down}, {@code Disconnected} and others
 * @param resourceState {@code Enabled} when it takes VMs
 * @param freeMemoryBytes what is not allocated to VMs, overprovisioning included
 */
public record CsHost(
    String id,
    String name,
    String zoneId,
    String state,
    String resourceState,
    int cpus,
    long freeMemoryBytes) {

  /** Whether VMs can be started on it. */
  public boolean takesMachines() {
    return state.equals("Up") && resourceState.equals("Enabled");
  }
}
