package io.breakwater.activities.cloudstack;

import io.breakwater.observation.MachineState;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A VM as CloudStack lists it.
 *
 * @param name the host name; not unique across networks
 * @param rawState CloudStack's own word, such as {@code Running}
 * @param details the VM's details, among them our marks
 * @param deleteProtection whether a destroy is refused; false also where CloudStack has no such
 *     guard
 * @param deleteProtectionKnown whether this CloudStack lists the guard at all
 * @param pendingJob the job that runs on it now; null when none
 * @param hostId where it runs; null where it does not, and for all but root admins
 */
public record CsMachine(
    MachineId id,
    String name,
    String displayName,
    MachineState state,
    String rawState,
    String account,
    String zoneId,
    String templateId,
    Map<String, String> details,
    boolean deleteProtection,
    boolean deleteProtectionKnown,
    List<Nic> nics,
    String pendingJob,
    String hostId) {

  /** The VM detail that names the operation which deployed it. */
  public static final String OPERATION_DETAIL = "breakwater.operation";

  /** The VM detail that names the context it was deployed for. */
  public static final String CONTEXT_DETAIL = "breakwater.context";

  /** The VM detail that says {@code live} for a VM that takes the source's place. */
  public static final String KIND_DETAIL = "breakwater.kind";

  public CsMachine {
    details = Map.copyOf(details);
    nics = List.copyOf(nics);
  }

  /** The operation whose mark it bears. */
  public Optional<String> operationMark() {
    return Optional.ofNullable(details.get(OPERATION_DETAIL));
  }

  /** The context whose mark it bears. */
  public Optional<String> contextMark() {
    return Optional.ofNullable(details.get(CONTEXT_DETAIL));
  }

  /** Whether it was deployed to take the source's place; a VM without the detail is a test. */
  public boolean isLive() {
    return "live".equals(details.get(KIND_DETAIL));
  }

  /**
   * A network card.
   *
   * @param ip null when none is assigned
   */
  public record Nic(NetworkId network, String networkName, String ip, String mac) {}
}
