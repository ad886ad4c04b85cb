package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.plan.Readiness.Check;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a VM could be failed over now, and what runs on it. A worker looks at the VM for each
 * answer; 503 when it cannot. {@code ?type=test|live}, {@code ?unplanned=true} and {@code
 * ?skip_validation=true} say what failover is meant.
 */
public final class ReadinessEndpoints implements Endpoints {
  private final VmLookup vms;
  private final TemporalOperations temporal;
  private final Replications replications;
  private final DryRuns dryRuns;
  private final Clock clock;

  /** Answers for the VMs that are found. */
  public ReadinessEndpoints(
      VmLookup vms,
      TemporalOperations temporal,
      Replications replications,
      DryRuns dryRuns,
      Clock clock) {
    this.vms = vms;
    this.temporal = temporal;
    this.replications = replications;
    this.dryRuns = dryRuns;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/failover/{vm_id}/readiness", ctx -> look(ctx, check -> true));
    routes.get("/api/v1/vms/{vm_id}/failover-readiness", ctx -> look(ctx, check -> true));
    routes.get(
        "/api/v1/vms/{vm_id}/configuration-check",
        ctx -> look(ctx, ReadinessShape::concernsConfiguration));
    routes.get("/api/v1/vms/{vm_id}/active-jobs", this::activeJobs);
  }

  private void look(Context ctx, Predicate<Check> which) {
    String type = ctx.queryParam("type") == null ? "test" : ctx.queryParam("type");
    OperationKind kind = kind(type);
    Candidate vm = vms.byAnyId(ctx.pathParam("vm_id"), "vm_id");
    OperationRequest request =
        OperationRequest.builder(vm.contextId())
            .unplanned(isAsked(ctx, "unplanned"))
            .skipValidation(isAsked(ctx, "skip_validation"))
            .build();
    dryRuns.inspect(
        ctx,
        kind,
        vm,
        request,
        planned -> {
          List<Check> checks =
              ReadinessShape.checks(kind, request, planned).stream().filter(which).toList();
          ctx.json(ReadinessShape.of(vm, type, checks, clock.instant()));
        });
  }

  private static boolean isAsked(Context ctx, String parameter) {
    return "true".equals(ctx.queryParam(parameter));
  }

  private static OperationKind kind(String type) {
    return switch (type) {
      case "test" -> OperationKind.TEST_FAILOVER;
      case "live" -> OperationKind.LIVE_FAILOVER;
      default ->
          throw Refused.badRequest(
              "Invalid failover type", "type: must be test or live, not '" + type + "'");
    };
  }

  private void activeJobs(Context ctx) {
    Candidate vm = vms.byAnyId(ctx.pathParam("vm_id"), "vm_id");
    List<Map<String, Object>> jobs = new ArrayList<>();
    temporal
        .latest(vm.contextId())
        .filter(Latest::isRunning)
        .ifPresent(running -> jobs.add(operation(vm, running)));
    replications.activeJob(vm.contextId()).ifPresent(job -> jobs.add(replication(job)));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("vm", ReadinessShape.vm(vm));
    answer.put("active_jobs", jobs);
    answer.put("count", jobs.size());
    ctx.json(answer);
  }

  private static Map<String, Object> operation(Candidate vm, Latest running) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", running.jobId() == null ? vm.contextId().value() : running.jobId());
    job.put("job_type", running.type());
    job.put("status", running.status());
    job.put("started_at", running.startedAt().toString());
    job.put("workflow_id", running.workflowId());
    return job;
  }

  private static Map<String, Object> replication(String id) {
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("job_id", id);
    job.put("job_type", "replication");
    job.put("status", "running");
    return job;
  }
}
