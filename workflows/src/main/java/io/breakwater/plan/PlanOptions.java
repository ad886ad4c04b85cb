package io.breakwater.plan;

import io.breakwater.vm.NetworkId;
import io.breakwater.vm.OperationId;
import java.util.Map;

/**
 * What the request asks for beyond the goal.
 *
 * @param operation the operation the plan is for: what it left half-done is gone on with
 * @param destinationName the name people will see, such as {@code pgtest1-test-1758553933}
 * @param skipInjection boot without driver injection
 * @param skipValidation do not insist on a successful change-tracking record
 * @param networks source network → CloudStack network, over the stored mappings; never null
 */
public record PlanOptions(
    OperationId operation,
    String destinationName,
    boolean skipInjection,
    boolean skipValidation,
    Map<String, NetworkId> networks) {
  public PlanOptions {
    networks = networks == null ? Map.of() : Map.copyOf(networks);
  }
}
