package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.operation.InjectionPolicy;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextId;
import java.util.List;
import java.util.Locale;

/**
 * What a live failover can ask for.
 *
 * @param unplanned the source site is lost: the source is neither powered off nor synced
 * @param skipFinalSync what the source wrote since the last replication is given up
 * @param whenInjectionFails null for the operation's own way
 */
record LiveOptions(
    CommonOptions common,
    boolean unplanned,
    boolean skipFinalSync,
    InjectionPolicy whenInjectionFails)
    implements FailoverOptions {

  /** Reads them; what is wrong is noted in the body. */
  static LiveOptions of(RequestBody body) {
    boolean unplanned = body.isSet("unplanned");
    CommonOptions common = CommonOptions.of(body);
    if (Boolean.FALSE.equals(body.flag("power_off_source")) && !unplanned) {
      body.problem(
          "power_off_source",
          "must be true for a live failover, unless the source site is lost (unplanned)");
    }
    if (unplanned && common.reason() == null) {
      body.problem("reason", "is required with unplanned: it is kept in the audit log");
    }
    if ("suffixed".equals(body.text("vm_naming"))) {
      body.problem("vm_naming", "must be exact: a live destination takes the source's name");
    }
    for (String field : List.of("test_duration", "auto_cleanup")) {
      if (body.isPresent(field) && !"false".equals(body.asJson().get(field).asText())) {
        body.problem(field, "is only for a test failover");
      }
    }
    return new LiveOptions(
        common,
        unplanned,
        Boolean.FALSE.equals(body.flag("perform_final_sync")),
        injectionPolicy(body));
  }

  private static InjectionPolicy injectionPolicy(RequestBody body) {
    String word = body.oneOf("when_injection_fails", List.of("boot_without_drivers", "fail"));
    return word == null ? null : InjectionPolicy.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** Whether the source is powered off, and synced after that unless told otherwise. */
  boolean touchesSource() {
    return !unplanned;
  }

  @Override
  public OperationKind kind() {
    return OperationKind.LIVE_FAILOVER;
  }

  @Override
  public String type() {
    return "live";
  }

  @Override
  public OperationRequest toRequest(ContextId context, String jobId, String requestedBy) {
    return common
        .addTo(OperationRequest.builder(context), jobId, requestedBy)
        .unplanned(unplanned)
        .skipFinalSync(skipFinalSync)
        .whenInjectionFails(whenInjectionFails)
        .build();
  }
}
