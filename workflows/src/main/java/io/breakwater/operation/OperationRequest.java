package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import java.util.Map;

/**
 * What starts an operation; JSON for {@code temporal workflow start --input}. Only {@code
 * contextId} is needed.
 *
 * @param contextId the VM; the workflow id must be {@code vm/<contextId>}
 * @param externalJobId the id by which the GUI asks for status; made up when null
 * @param requestedBy who asked; may be null
 * @param skipVirtio boot without driver injection
 * @param skipValidation do not insist on a successful change-tracking record
 * @param testDuration ends the test by itself after this long, such as {@code 2h} or {@code 30m};
 *     null keeps it
 * @param autoCleanup whether {@code testDuration} (default 2h) ends the test by itself; null means:
 *     when a duration is given
 * @param networkMappings source network → CloudStack network id, over the stored mappings
 * @param onlyOperation acts only while this operation's destination is still the current one; null
 *     for any
 */
public record OperationRequest(
    ContextId contextId,
    String externalJobId,
    String requestedBy,
    boolean skipVirtio,
    boolean skipValidation,
    String testDuration,
    Boolean autoCleanup,
    Map<String, NetworkId> networkMappings,
    String onlyOperation) {

  public OperationRequest {
    networkMappings = networkMappings == null ? Map.of() : Map.copyOf(networkMappings);
  }

  /** A request with defaults. */
  public static OperationRequest of(ContextId contextId) {
    return new OperationRequest(contextId, null, null, false, false, null, null, Map.of(), null);
  }
}
