package io.breakwater.gateway.operations;

import io.breakwater.gateway.failover.BootChecks;
import io.breakwater.gateway.failover.JobIds;
import io.breakwater.gateway.failover.TestDuration;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.FailurePolicy;
import io.breakwater.operation.InjectionPolicy;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.plan.StepName;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the native API starts operations with.
 *
 * @param options of the request, without VM, caller and job id
 */
public record StartRequest(
    OperationKind kind,
    String contextId,
    String vmName,
    String reason,
    boolean force,
    RequestBody options) {
  static final String REFUSED = "Operation not started";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("contextId", "vmName", "vmwareVmId");
  private static final List<String> OF_OPTIONS =
      List.of(
          "confirmDiscard",
          "skipVirtio",
          "skipValidation",
          "testDuration",
          "networkMappings",
          "onFailure",
          "whenInjectionFails",
          "unplanned",
          "skipFinalSync",
          "powerOnSource",
          "only",
          "skip",
          "checks",
          "endOldWork",
          "extendedLimits",
          "priority");
  private static final List<String> FIELDS =
      Stream.concat(
              Stream.of("kind", "contextId", "vmName", "reason", "force"), OF_OPTIONS.stream())
          .toList();
  private static final List<String> PHASES =
      Stream.of(StepName.values()).map(StepName::wire).toList();

  /** Reads a body; refuses it as a whole with all that is wrong. */
  static StartRequest of(RequestBody body) {
    body.allow(FIELDS);
    OperationKind kind = kind(body);
    String context = body.text("contextId");
    String name = body.text("vmName");
    if (context == null && name == null) {
      body.problem("contextId", "is required (or vmName)");
    }
    StartRequest request =
        new StartRequest(kind, context, name, reason(body), body.isSet("force"), body);
    request.build(OperationRequest.builder(new ContextId("x")));
    if (kind != null) {
      checkFits(body, kind);
    }
    body.check(REFUSED);
    return request;
  }

  /** The kind of operation that a body names; null when it names none. */
  public static OperationKind kind(RequestBody body) {
    List<String> kinds = Stream.of(OperationKind.values()).map(Enum::name).toList();
    String word = body.requiredText("kind");
    if (word == null || body.oneOf("kind", kinds) == null) {
      return null;
    }
    return OperationKind.valueOf(word);
  }

  /** What a person wrote; not longer than the audit log keeps. */
  public static String reason(RequestBody body) {
    String reason = body.text("reason");
    if (reason != null && reason.length() > 2_000) {
      body.problem("reason", "is longer than 2000 characters");
    }
    return reason;
  }

  private static void checkFits(RequestBody body, OperationKind kind) {
    if (kind != OperationKind.TEST_FAILOVER && body.isPresent("testDuration")) {
      body.problem("testDuration", "is only for a test failover");
    }
    for (String field : List.of("unplanned", "skipFinalSync", "whenInjectionFails")) {
      boolean given = body.isPresent(field) && !"false".equals(body.asJson().get(field).asText());
      if (kind != OperationKind.LIVE_FAILOVER && given) {
        body.problem(field, "is only for a live failover");
      }
    }
    if (body.isSet("unplanned") && body.text("reason") == null) {
      body.problem("reason", "is required with unplanned: it is kept in the audit log");
    }
  }

  Candidate find(VmLookup vms) {
    return vms.find(contextId, vmName, null, NAMES);
  }

  /** As a workflow takes it. */
  OperationRequest toRequest(Candidate vm, String actor, Instant at) {
    boolean live = vm.status() == io.breakwater.vm.ContextStatus.failed_over_live;
    String jobId =
        kind == OperationKind.ROLLBACK && live
            ? JobIds.ofRollback("live", vm.vmName(), at)
            : JobIds.of(kind, vm.vmName(), at);
    return build(OperationRequest.builder(vm.contextId()))
        .externalJobId(jobId)
        .askedBy(actor, reason)
        .build();
  }

  private OperationRequestBuilder build(OperationRequestBuilder to) {
    Map<String, NetworkId> networks = new LinkedHashMap<>();
    options.texts("networkMappings").forEach((from, id) -> networks.put(from, new NetworkId(id)));
    String onFailure = options.oneOf("onFailure", List.of("ROLL_BACK", "HOLD"));
    String injection = options.oneOf("whenInjectionFails", List.of("BOOT_WITHOUT_DRIVERS", "FAIL"));
    return to.confirmDiscard(options.isSet("confirmDiscard"))
        .skipVirtio(options.isSet("skipVirtio"))
        .skipValidation(options.isSet("skipValidation"))
        .endsAfter(TestDuration.of(options, "testDuration"), null)
        .networkMappings(networks)
        .onFailure(onFailure == null ? null : FailurePolicy.valueOf(onFailure))
        .whenInjectionFails(injection == null ? null : InjectionPolicy.valueOf(injection))
        .unplanned(options.isSet("unplanned"))
        .skipFinalSync(options.isSet("skipFinalSync"))
        .powerOnSource(options.isSet("powerOnSource"))
        .only(options.words("only", PHASES))
        .skip(options.words("skip", PHASES))
        .checks(BootChecks.of(options, "checks"))
        .endOldWork(options.isSet("endOldWork"))
        .extendedLimits(options.isSet("extendedLimits"))
        .priority(priority());
  }

  private Integer priority() {
    Integer priority = options.number("priority");
    if (priority != null && (priority < 0 || priority > OperationRequest.HIGHEST_PRIORITY)) {
      options.problem("priority", "must be 0 to " + OperationRequest.HIGHEST_PRIORITY);
    }
    return priority;
  }

  /** The options of a batch, which stand in an object of their own and have the same names. */
  public static OperationRequestBuilder options(RequestBody body) {
    body.allow(OF_OPTIONS);
    return new StartRequest(null, null, null, null, false, body)
        .build(OperationRequest.builder(new ContextId("x")));
  }
}
