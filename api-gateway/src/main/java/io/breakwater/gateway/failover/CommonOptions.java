package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.operation.FailurePolicy;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.plan.StepName;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.NetworkId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What test and live failovers both take.
 *
 * @param reason why, for the audit log; null when not said
 * @param dryRun only show what would be done
 * @param onFailure null for the kind's own policy
 * @param checks null for those kept for the VM
 */
record CommonOptions(
    boolean skipValidation,
    boolean skipVirtio,
    Map<String, String> networkMappings,
    String reason,
    boolean dryRun,
    FailurePolicy onFailure,
    List<BootCheck> checks,
    Set<String> only,
    Set<String> skip) {
  private static final List<String> PHASES =
      Stream.of(StepName.values()).map(StepName::wire).toList();

  /** Reads them; what is wrong is noted in the body. */
  static CommonOptions of(RequestBody body) {
    String onFailure = body.oneOf("on_failure", List.of("hold", "roll_back"));
    return new CommonOptions(
        body.isSet("skip_validation"),
        body.isSet("skip_virtio"),
        body.texts("network_mappings"),
        body.text("reason"),
        body.isSet("dry_run"),
        onFailure == null ? null : FailurePolicy.valueOf(onFailure.toUpperCase(Locale.ROOT)),
        BootChecks.of(body, "checks"),
        body.words("only", PHASES),
        body.words("skip", PHASES));
  }

  OperationRequestBuilder addTo(OperationRequestBuilder request, String jobId, String requestedBy) {
    Map<String, NetworkId> networks = new LinkedHashMap<>();
    networkMappings.forEach((source, network) -> networks.put(source, new NetworkId(network)));
    return request
        .externalJobId(jobId)
        .askedBy(requestedBy, reason)
        .dryRun(dryRun)
        .skipVirtio(skipVirtio)
        .skipValidation(skipValidation)
        .networkMappings(networks)
        .onFailure(onFailure)
        .checks(checks)
        .only(only)
        .skip(skip);
  }
}
