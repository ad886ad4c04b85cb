package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Envelope;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Started;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /failover/{vm_name}/cleanup-failed}: recovers a VM from a stuck or half-done failover
 * or rollback. Its clients wait for the end; {@code Prefer: respond-async} asks for an answer at
 * once. The recovery does not depend on anybody waiting.
 */
public final class RecoveryEndpoints implements Endpoints {
  private static final Logger LOG = LoggerFactory.getLogger(RecoveryEndpoints.class);
  private static final String FAILED = "Failed to cleanup failed execution";
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final TemporalOperations operations;
  private final AwaitedEnds awaited;
  private final Clock clock;

  /** Starts recoveries of the VMs that are found. */
  public RecoveryEndpoints(VmLookup vms, TemporalOperations operations, Ends ends, Clock clock) {
    this.vms = vms;
    this.operations = operations;
    this.awaited = new AwaitedEnds(ends);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/api/v1/failover/{vm_name}/cleanup-failed", this::recover);
  }

  @Override
  public void stop() {
    awaited.stop();
  }

  private void recover(Context ctx) {
    String name = ctx.pathParam("vm_name");
    try {
      Candidate vm = vms.find(ctx.queryParam("context_id"), name, null, NAMES);
      Started started = start(ctx, vm);
      if (AwaitedEnds.isUnwanted(ctx)) {
        accept(ctx, vm, started);
        return;
      }
      CompletableFuture<Ended> end = awaited.of(started);
      ctx.future(
          () ->
              end.handle(
                  (ended, failure) -> {
                    answer(ctx, vm, started, ended, failure);
                    return null;
                  }));
    } catch (Refused e) {
      ctx.status(e.status()).json(refusal(name, e.answer()));
    }
  }

  private Started start(Context ctx, Candidate vm) {
    String jobId = JobIds.of(OperationKind.RECOVERY, vm.vmName(), clock.instant());
    OperationRequest request =
        OperationRequest.builder(vm.contextId())
            .externalJobId(jobId)
            .askedBy(Requester.of(ctx), null)
            .build();
    return operations.start(OperationKind.RECOVERY, vm, request);
  }

  private void accept(Context ctx, Candidate vm, Started started) {
    String id = URLEncoder.encode(started.jobId(), StandardCharsets.UTF_8).replace("+", "%20");
    ctx.status(202)
        .header("Preference-Applied", "respond-async")
        .header("Location", "/api/v1/failover/" + id + "/status")
        .json(success("Failed execution cleanup started for " + vm.vmName(), vm, started));
  }

  private void answer(Context ctx, Candidate vm, Started started, Ended ended, Throwable failure) {
    if (failure != null) {
      LOG.warn("stopped waiting for {} of {}", started.runId(), started.workflowId(), failure);
      ctx.status(503)
          .json(
              failed(
                  vm.vmName(),
                  started.jobId(),
                  Envelope.NOT_AVAILABLE
                      + ": the gateway cannot tell the end of the recovery; it goes on by itself,"
                      + " ask for the status of its job_id"));
    } else if (ended.completed()) {
      ctx.json(success("Failed execution cleanup completed for " + vm.vmName(), vm, started));
    } else {
      ctx.status(500).json(failed(vm.vmName(), started.jobId(), FAILED + ": " + ended.summary()));
    }
  }

  private Map<String, ?> success(String message, Candidate vm, Started started) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("message", message);
    body.put("vm_name", vm.vmName());
    body.put("timestamp", clock.instant().atOffset(ZoneOffset.UTC).toString());
    body.put("job_id", started.jobId());
    body.put("workflow_id", started.workflowId());
    body.put("run_id", started.runId());
    return body;
  }

  private static Map<String, ?> failed(String vm, String jobId, String error) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", error);
    body.put("vm_name", vm);
    body.put("job_id", jobId);
    return body;
  }

  private static Map<String, ?> refusal(String vm, Envelope why) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", false);
    body.put("error", FAILED + ": " + why.error());
    body.put("vm_name", vm);
    if (why.runningWorkflowId() != null) {
      body.put("running_workflow_id", why.runningWorkflowId());
    }
    if (why.candidates() != null) {
      body.put("candidates", why.candidates());
    }
    return body;
  }
}
