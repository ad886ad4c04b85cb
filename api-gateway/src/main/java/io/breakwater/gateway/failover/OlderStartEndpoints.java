package io.breakwater.gateway.failover;

import io.breakwater.gateway.failover.FailoverStarter.StartedFailover;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.http.RequestBody;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * {@code POST /failover/test} and {@code POST /failover/live}: the older way to start a failover,
 * which scripts use. Both start the same operations as {@code /failover/unified}.
 */
public final class OlderStartEndpoints implements Endpoints {
  private static final VmLookup.Names NAMES = new VmLookup.Names("context_id", "vm_name", "vm_id");

  private final VmLookup vms;
  private final FailoverStarter failovers;
  private final DryRuns dryRuns;

  /** Starts what is asked for on the VMs that are found. */
  public OlderStartEndpoints(
      VmLookup vms, TemporalOperations operations, DryRuns dryRuns, Clock clock) {
    this.vms = vms;
    this.failovers = new FailoverStarter(operations, clock);
    this.dryRuns = dryRuns;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/test", ctx -> start(ctx, "Test", TestOptions::of));
    routes.post("/api/v1/failover/live", ctx -> start(ctx, "Live", LiveOptions::of));
  }

  private void start(Context ctx, String type, Function<RequestBody, FailoverOptions> options) {
    String refused = type + " failover not started";
    try {
      start(ctx, RequestBody.of(ctx, refused), refused, options);
    } catch (Refused e) {
      throw e.as(refused);
    }
  }

  private void start(
      Context ctx,
      RequestBody body,
      String refused,
      Function<RequestBody, FailoverOptions> reading) {
    String contextId = body.text("context_id");
    String name = body.text("vm_name");
    if (contextId == null && name == null && body.problems().isEmpty()) {
      body.problem("vm_name", "is required (or context_id)");
    }
    String vmwareId = body.text("vm_id");
    FailoverOptions options = reading.apply(body);
    body.check(refused);
    Candidate vm = vms.find(contextId, name, vmwareId, NAMES);
    OperationRequest request = failovers.request(vm, options, Requester.of(ctx));
    if (request.dryRun()) {
      dryRuns.answer(ctx, options.kind(), vm, request);
      return;
    }
    Requester.requireMay(ctx, options.kind(), vm, request);
    StartedFailover started = failovers.start(vm, options, request);
    ctx.json(
        Envelope.done(message(options), started.operation().jobId(), data(vm, options, started)));
  }

  private static String message(FailoverOptions options) {
    String type = options instanceof LiveOptions ? "Live" : "Test";
    String with = options.common().skipVirtio() ? "" : " and VirtIO injection";
    return type + " failover initiated successfully with snapshot protection" + with;
  }

  private static Map<String, ?> data(
      Candidate vm, FailoverOptions options, StartedFailover started) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("job_type", options.type());
    data.put("status", "executing");
    data.put("vm_id", vm.vmwareVmId());
    data.put("vm_name", vm.vmName());
    if (options instanceof TestOptions test) {
      data.put("test_duration", test.effectiveDuration());
      data.put("auto_cleanup", test.endsByItself());
    }
    data.put("snapshot_protection", true);
    data.put("virtio_injection", !options.common().skipVirtio());
    data.put("correlation_id", started.operation().runId());
    data.put("context_id", vm.contextId().value());
    data.put("destination_name", started.destinationName());
    data.put("workflow_id", started.operation().workflowId());
    data.put("run_id", started.operation().runId());
    return data;
  }
}
