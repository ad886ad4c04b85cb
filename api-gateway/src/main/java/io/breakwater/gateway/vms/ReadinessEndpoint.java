package io.breakwater.gateway.vms;

import io.breakwater.gateway.failover.ReadinessShape;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.Readiness;
import io.breakwater.plan.Readiness.Check;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.vm.ContextId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** {@code GET /api/v2/vms/{contextId}/readiness}: a worker looks at the VM for each answer. */
public final class ReadinessEndpoint implements Endpoints {
  private final Contexts contexts;
  private final Inspections inspections;
  private final Clock clock;

  /** Answers for the VMs that are found. */
  public ReadinessEndpoint(Contexts contexts, Inspections inspections, Clock clock) {
    this.contexts = contexts;
    this.inspections = inspections;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/vms/{contextId}/readiness", this::look);
  }

  private void look(Context ctx) {
    ContextId id = new ContextId(ctx.pathParam("contextId"));
    OperationKind kind = kind(ctx.queryParam("kind"));
    ContextRow row =
        contexts
            .find(id)
            .orElseThrow(
                () -> Refused.notFound("VM not found", "no VM has the context id '" + id + "'"));
    OperationRequest request =
        OperationRequest.builder(id)
            .unplanned("true".equals(ctx.queryParam("unplanned")))
            .skipValidation("true".equals(ctx.queryParam("skipValidation")))
            .build();
    ctx.future(
        () ->
            inspections
                .of(kind, row.candidate(), request)
                .thenAccept(planned -> NativeJson.answer(ctx, shown(kind, request, planned))));
  }

  private Shown shown(OperationKind kind, OperationRequest request, Planned planned) {
    List<Check> checks = ReadinessShape.checks(kind, request, planned);
    return new Shown(
        Readiness.isReady(checks),
        kind,
        clock.instant(),
        checks.stream().map(ShownCheck::of).toList());
  }

  private static OperationKind kind(String word) {
    if (word == null || word.equals(OperationKind.TEST_FAILOVER.name())) {
      return OperationKind.TEST_FAILOVER;
    }
    if (word.equals(OperationKind.LIVE_FAILOVER.name())) {
      return OperationKind.LIVE_FAILOVER;
    }
    throw Refused.badRequest(
        "Query not understood", "kind: must be TEST_FAILOVER or LIVE_FAILOVER");
  }

  private record Shown(
      boolean ready, OperationKind kind, Instant checkedAt, List<ShownCheck> checks) {}

  private record ShownCheck(
      String id, String title, Readiness.Result result, String reason, String remedy) {
    static ShownCheck of(Check check) {
      String words = check.name().replace('-', ' ');
      return new ShownCheck(
          check.name(),
          Character.toUpperCase(words.charAt(0)) + words.substring(1),
          check.result(),
          OperatorWords.plain(check.reason()),
          check.remedy().isBlank() ? null : OperatorWords.plain(check.remedy()));
    }
  }
}
