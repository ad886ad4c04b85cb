package io.breakwater.simulator.cloud;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual machine as it is right now, for assertions and for the oracle.
 *
 * @param bornRootId the id of the ROOT volume its deploy made, or null
 */
public record VmView(
    String id,
    String name,
    String state,
    Map<String, String> details,
    List<String> networkIds,
    String bornRootId,
    boolean deleteProtection) {

  /** The VM detail by which Breakwater recognises the machines that it deployed. */
  public static final String MARK = "breakwater.operation";

  public VmView {
    details = Map.copyOf(details);
    networkIds = List.copyOf(networkIds);
  }

  /** The operation that deployed this machine, if it says so. */
  public Optional<String> mark() {
    return Optional.ofNullable(details.get(MARK));
  }

  /** Neither destroyed nor failed to deploy. */
  public boolean live() {
    return !state.equals("Destroyed") && !state.equals("Expunging") && !state.equals("Error");
  }
}
