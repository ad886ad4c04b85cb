package io.breakwater.gateway.operations;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.gateway.operation.Running;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.operations.OperationLookup.Found;
import io.breakwater.gateway.security.Caller;
import io.breakwater.gateway.security.Callers;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.gateway.security.Role;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.stream.Stream;

/** {@code POST /api/v2/operations/{id}/decisions} and {@code /cancel}. */
public final class DecisionEndpoints implements Endpoints {
  private static final String NOT_DECIDED = "Decision not taken";
  private static final String NOT_CANCELLED = "Operation not cancelled";
  private static final List<String> CHOICES = Stream.of(Choice.values()).map(Enum::name).toList();

  private final OperationViews operations;
  private final TemporalOperations temporal;
  private final Steering steering;
  private final Runnable changed;

  /**
   * Steers the operations that are found.
   *
   * @param changed called when something was decided or cancelled
   */
  public DecisionEndpoints(
      OperationViews operations, TemporalOperations temporal, Steering steering, Runnable changed) {
    this.operations = operations;
    this.temporal = temporal;
    this.steering = steering;
    this.changed = changed;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v2/operations/{id}/decisions", this::decide);
    routes.post("/api/v2/operations/{id}/cancel", this::cancel);
  }

  private void decide(Context ctx) {
    RequestBody body = RequestBody.of(ctx, NOT_DECIDED);
    body.allow(List.of("decision", "step", "reason", "confirmDiscard"));
    String word = body.requiredText("decision");
    String choice = word == null ? null : body.oneOf("decision", CHOICES);
    String step = body.text("step");
    body.requiredText("reason");
    String reason = StartRequest.reason(body);
    boolean confirmed = body.isSet("confirmDiscard");
    body.check(NOT_DECIDED);
    Caller caller = Callers.of(ctx);
    Running run = running(ctx, NOT_DECIDED, caller, confirmed);
    Decided decided =
        steering.decide(
            latest(run),
            new Decision(Choice.valueOf(choice), step, caller.name(), reason, confirmed));
    changed.run();
    operations.forget(ctx.pathParam("id"));
    NativeJson.answer(ctx, new Taken(decided.decision().name(), decided.next()));
  }

  private record Taken(String decision, String next) {}

  private void cancel(Context ctx) {
    RequestBody body = RequestBody.optional(ctx, NOT_CANCELLED);
    body.allow(List.of("reason"));
    String reason = StartRequest.reason(body);
    body.check(NOT_CANCELLED);
    Caller caller = Callers.of(ctx);
    Running run = running(ctx, NOT_CANCELLED, caller, false);
    steering.cancel(
        latest(run), (reason == null ? "no reason given" : reason) + " (" + caller.name() + ")");
    changed.run();
    String id = ctx.pathParam("id");
    operations.forget(id);
    NativeJson.answer(
        ctx, 202, operations.details(id).orElseThrow(() -> OperationEndpoints.unknown(id)));
  }

  private Running running(Context ctx, String message, Caller caller, boolean confirmed) {
    String id = ctx.pathParam("id");
    Found found = operations.find(id).orElseThrow(() -> OperationEndpoints.unknown(id));
    OperationRecord operation = found.operation();
    Role needed =
        confirmed
            ? Role.ADMIN
            : Permissions.roleFor(operation.kind(), operations.isLiveStarted(operation));
    Permissions.require(caller, needed, "This");
    Running run = found.running();
    if (run == null || !isOpen(run)) {
      throw new Refused(
          409,
          Envelope.failed(message, "the operation is not under way"),
          List.of("Look at how it ended."));
    }
    return run;
  }

  /** The list that everybody is shown is up to a second old. */
  private boolean isOpen(Running run) {
    return temporal.run(run.workflowId(), run.runId()).filter(Latest::isRunning).isPresent();
  }

  private static Latest latest(Running run) {
    return new Latest(
        run.workflowId(),
        run.runId(),
        run.jobId(),
        run.kind().workflowType(),
        "running",
        run.startedAt(),
        null);
  }
}
