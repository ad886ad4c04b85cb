package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.operation.Inspections;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.OperationActivities.Planned;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The question that the GUI asks before a rollback, and what it would discard. The question is
 * asked even when nobody can tell: then {@code would_discard_live_data} is null.
 */
public final class RollbackDecision implements Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(RollbackDecision.class);
  private static final int PATIENCE_SECONDS = 10;

  private final VmLookup vms;
  private final Inspections inspections;

  public RollbackDecision(VmLookup vms, Inspections inspections) {
    this.vms = vms;
    this.inspections = inspections;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/rollback/decision/{failover_type}/{vm_name}", this::decision);
  }

  private void decision(Context ctx) {
    Map<String, Object> question =
        question(ctx.pathParam("failover_type"), ctx.pathParam("vm_name"));
    List<Candidate> meant = vms.all(ctx.pathParam("vm_name"));
    if (meant.size() != 1) {
      ctx.json(withFact(question, null));
      return;
    }
    Candidate vm = meant.get(0);
    CompletableFuture<Boolean> discards =
        inspections
            .of(OperationKind.ROLLBACK, vm, OperationRequest.of(vm.contextId()))
            .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .thenApply(RollbackDecision::discardsLiveData);
    ctx.future(
        () ->
            discards.handle(
                (fact, failure) -> {
                  if (failure != null) {
                    LOG.warn("cannot tell what a rollback of {} discards", vm.vmName(), failure);
                  }
                  ctx.json(withFact(question, fact));
                  return null;
                }));
  }

  /** Null when something is under way whose end decides it. */
  private static Boolean discardsLiveData(Planned planned) {
    if (planned.observation().vm().liveStartedBy() != null) {
      return true;
    }
    if (planned.outcome() instanceof PlanOutcome.AwaitFirst) {
      return null;
    }
    return planned.outcome() instanceof PlanOutcome.Refusal refusal
        && refusal.reasons().stream().anyMatch(reason -> reason.code().equals("LIVE_DATA"));
  }

  private static Map<String, Object> withFact(Map<String, Object> question, Boolean discards) {
    question.put("would_discard_live_data", discards);
    question.put(
        "live_data_note",
        discards == null
            ? "whether a live destination holds data cannot be told now"
            : discards
                ? "what was written to the live destination since it was started would be"
                    + " discarded; the rollback needs confirm_discard"
                : "no live destination was started; nothing that was written live is discarded");
    return question;
  }

  private static Map<String, Object> question(String type, String name) {
    boolean live = type.equals("live");
    boolean test = type.equals("test");
    List<String> options =
        live
            ? List.of("Yes, power on source VM", "No, leave powered off")
            : test ? List.of("Yes, proceed with cleanup", "Cancel") : List.of("Yes", "No");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put(
        "decision_id",
        live ? "live-rollback-power-on" : test ? "test-cleanup-confirmation" : "generic-rollback");
    body.put(
        "question",
        live
            ? "Power on the source VM of " + name + " after the rollback?"
            : "Take the failover of " + name + " back?");
    body.put("options", options);
    body.put("default_value", options.get(0));
    body.put("required", true);
    return body;
  }
}
