package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.StatusLookup.Found;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.gateway.operation.Steering;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.operation.OperationRow;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.Progress;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * {@code POST /failover/{job_id}/decide} and {@code /cancel}, {@code GET
 * /failover/{job_id}/progress}. The job may be named by any id that its status can be asked for by.
 */
public final class SteeringEndpoints implements Endpoints {
  private static final String NOT_DECIDED = "Decision not taken";
  private static final String NOT_CANCELLED = "Operation not cancelled";
  private static final List<String> CHOICES =
      Stream.of(Choice.values()).map(choice -> choice.name().toLowerCase(Locale.ROOT)).toList();

  private final StatusLookup jobs;
  private final Steering steering;

  /** Steers the operations that are found. */
  public SteeringEndpoints(
      Operations records, TemporalOperations temporal, Ends ends, VmLookup vms, Steering steering) {
    this.jobs = new StatusLookup(records, temporal, ends, vms);
    this.steering = steering;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/{job_id}/decide", this::decide);
    routes.post("/api/v1/failover/{job_id}/cancel", this::cancel);
    routes.get("/api/v1/failover/{job_id}/progress", this::progress);
  }

  @Override
  public void stop() {
    steering.close();
  }

  private void decide(Context ctx) {
    RequestBody body = RequestBody.of(ctx, NOT_DECIDED);
    String choice = body.requiredText("decision");
    if (choice != null && !CHOICES.contains(choice.toLowerCase(Locale.ROOT))) {
      body.problem("decision", "must be one of " + String.join(", ", CHOICES));
    }
    String step = body.text("step");
    String by = body.text("by");
    String reason = body.text("reason");
    boolean confirmed = body.isSet("confirm_discard");
    body.check(NOT_DECIDED);
    String id = ctx.pathParam("job_id");
    Latest run = running(ctx, id, NOT_DECIDED);
    Choice wanted = Choice.valueOf(choice.toUpperCase(Locale.ROOT));
    Decided decided =
        steering.decide(
            run, new Decision(wanted, step, Requester.naming(ctx, by), reason, confirmed));
    Map<String, Object> data = data(run);
    data.put("decision", decided.decision().name());
    data.put("next", decided.next());
    ctx.json(Envelope.done("Decision taken: " + decided.next(), id, data));
  }

  private void cancel(Context ctx) {
    RequestBody body = RequestBody.optional(ctx, NOT_CANCELLED);
    String reason = body.text("reason");
    body.check(NOT_CANCELLED);
    String id = ctx.pathParam("job_id");
    Latest run = running(ctx, id, NOT_CANCELLED);
    String why = reason == null ? "no reason given" : reason;
    steering.cancel(run, why + " (" + Requester.of(ctx) + ")");
    ctx.status(202)
        .json(
            Envelope.done(
                "Cancel asked for; the operation takes back what it did, or holds for a decision"
                    + " where that would discard live data",
                id,
                data(run)));
  }

  private void progress(Context ctx) {
    String id = ctx.pathParam("job_id");
    Found found = find(id, "Progress not known");
    OperationRow row = found.row() == null ? null : found.row().operation();
    Latest latest = found.latest();
    if (row == null && latest == null) {
      throw Refused.notFound(
          "Progress not known", "job '" + id + "' is one of the old system; ask for its status");
    }
    if (latest != null && isOrder(latest)) {
      throw conflict("Progress not known", "the operation waits for another one to end first");
    }
    Progress progress =
        row == null
            ? steering.progress(latest.workflowId(), latest.runId())
            : steering.progress(row.workflowId(), row.runId());
    ctx.json(PlanShape.json(progress));
  }

  private Latest running(Context ctx, String id, String message) {
    Latest run =
        jobs.running(find(id, message))
            .orElseThrow(() -> conflict(message, "job '" + id + "' is not under way"));
    if (isOrder(run)) {
      throw conflict(message, "job '" + id + "' waits for another operation to end first");
    }
    Requester.requireMaySteer(ctx, run.type());
    return run;
  }

  private Found find(String id, String message) {
    return jobs.find(id)
        .orElseThrow(
            () ->
                Refused.notFound(
                    message,
                    "job_id: '" + id + "' is no job, external job or VM context known here"));
  }

  private static boolean isOrder(Latest run) {
    return run.type().equals("Submit");
  }

  private static Refused conflict(String message, String why) {
    return new Refused(409, Envelope.failed(message, why));
  }

  private static Map<String, Object> data(Latest run) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("operation", run.type());
    data.put("workflow_id", run.workflowId());
    data.put("run_id", run.runId());
    return data;
  }
}
