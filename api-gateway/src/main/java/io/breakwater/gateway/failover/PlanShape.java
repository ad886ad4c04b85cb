package io.breakwater.gateway.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.PlanOutcome.Refusal;
import io.breakwater.plan.PlanText;
import io.breakwater.plan.PlannedStep;
import io.breakwater.step.OperationActivities.Planned;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan as JSON. What comes from a workflow keeps the names it has in the workflow's own JSON, so
 * that the same document is seen here and in the Temporal CLI.
 */
final class PlanShape {
  private static final ObjectMapper NATIVE = JacksonJsonPayloadConverter.newDefaultObjectMapper();

  private PlanShape() {}

  static Map<String, ?> of(OperationKind kind, Candidate vm, Planned planned) {
    PlanOutcome outcome = planned.outcome();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("operation", kind.workflowType());
    data.put("context_id", vm.contextId().value());
    data.put("vm_name", vm.vmName());
    data.put("goal", kind.goal().name());
    data.put("outcome", word(outcome));
    data.put("plan", outcome instanceof Plan plan ? steps(plan) : List.of());
    data.put("partial", outcome instanceof Plan plan && plan.partial());
    data.put("text", PlanText.of(outcome));
    data.put("warnings", outcome instanceof Plan plan ? plan.warnings() : List.of());
    data.put("reasons", outcome instanceof Refusal refusal ? reasons(refusal) : List.of());
    data.put("pending", outcome instanceof AwaitFirst await ? json(await.pending()) : List.of());
    data.put("cleanup_required", outcome instanceof Refusal r && r.cleanupRequired());
    data.put("observation", json(planned.observation()));
    return data;
  }

  /** A value as workflows write it. */
  static JsonNode json(Object value) {
    return NATIVE.valueToTree(value);
  }

  private static String word(PlanOutcome outcome) {
    return outcome instanceof Plan ? "plan" : outcome instanceof Refusal ? "refusal" : "await";
  }

  private static List<Map<String, ?>> steps(Plan plan) {
    return plan.steps().stream().<Map<String, ?>>map(PlanShape::step).toList();
  }

  private static Map<String, ?> step(PlannedStep step) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("id", step.id());
    shown.put("name", step.name().wire());
    shown.put("title", step.title());
    shown.put("needs", step.needs());
    shown.put("budgetSeconds", step.budget().toSeconds());
    return shown;
  }

  private static List<Map<String, String>> reasons(Refusal refusal) {
    return refusal.reasons().stream().map(PlanShape::reason).toList();
  }

  private static Map<String, String> reason(Reason reason) {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("code", reason.code());
    shown.put("found", reason.found());
    shown.put("todo", reason.todo());
    return shown;
  }
}
