package io.breakwater.gateway.vm;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.Refused;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.context.Contexts.Group;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.replication.ReplicationRows;
import io.breakwater.operation.Candidate;
import io.breakwater.vm.ContextId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /vm-contexts}: the protected VMs, as a list and one by one. */
public final class VmContextEndpoints implements Endpoints {
  private static final int JOBS = 10;
  private static final int CHANGE_TRACKING_ROWS = 20;
  private static final VmLookup.Names NAMES =
      new VmLookup.Names("context_id", "vm_name", "vmware_vm_id");

  private final VmLookup vms;
  private final Contexts contexts;
  private final Disks disks;
  private final ReplicationRows replications;
  private final RecentJobs recent;

  /** Reads from this database. */
  public VmContextEndpoints(Database database, VmLookup vms, Clock clock) {
    this.vms = vms;
    this.contexts = new Contexts(database.jdbi());
    this.disks = new Disks(database.jdbi());
    this.replications = new ReplicationRows(database.jdbi());
    this.recent = new RecentJobs(new OperationHistory(database.jdbi()), replications, clock);
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/vm-contexts", this::list);
    routes.get("/api/v1/vm-contexts/by-id/{context_id}", this::byId);
    routes.get("/api/v1/vm-contexts/{vm_name}", this::byName);
    routes.get("/api/v1/vm-contexts/{context_id}/disks", this::disks);
    routes.get("/api/v1/vm-contexts/{context_id}/recent-jobs", this::recentJobs);
  }

  private void list(Context ctx) {
    Map<ContextId, List<Group>> groups = contexts.groups();
    List<Map<String, Object>> rows =
        contexts.list().stream()
            .map(row -> VmContextShape.listed(row, groups.getOrDefault(row.id(), List.of())))
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("vm_contexts", rows);
    answer.put("count", rows.size());
    ctx.json(answer);
  }

  private void byId(Context ctx) {
    ctx.json(details(vms.find(ctx.pathParam("context_id"), null, null, NAMES)));
  }

  private void byName(Context ctx) {
    ctx.json(details(vms.find(null, ctx.pathParam("vm_name"), null, NAMES)));
  }

  private void disks(Context ctx) {
    Candidate vm = vms.find(ctx.pathParam("context_id"), null, null, NAMES);
    List<?> shown = disks.of(vm.contextId()).stream().map(VmContextShape::disk).toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("context_id", vm.contextId().value());
    answer.put("disks", shown);
    answer.put("count", shown.size());
    ctx.json(answer);
  }

  private void recentJobs(Context ctx) {
    Candidate vm = vms.find(ctx.pathParam("context_id"), null, null, NAMES);
    List<?> jobs = recent.of(vm.contextId());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("context_id", vm.contextId().value());
    answer.put("jobs", jobs);
    answer.put("count", jobs.size());
    ctx.json(answer);
  }

  private Map<String, ?> details(Candidate vm) {
    ContextRow row =
        contexts
            .find(vm.contextId())
            .orElseThrow(
                () ->
                    Refused.notFound("VM not found", "context " + vm.contextId() + " is gone now"));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("context", VmContextShape.context(row));
    answer.put(
        "current_job",
        row.currentJobId() == null ? null : replications.job(row.currentJobId()).orElse(null));
    answer.put("job_history", replications.jobs(row.id(), JOBS));
    answer.put("disks", disks.of(row.id()).stream().map(VmContextShape::disk).toList());
    answer.put("cbt_history", replications.changeTracking(row.id(), CHANGE_TRACKING_ROWS));
    answer.put("last_operation", VmContextShape.json(row.lastOperationSummary()));
    return answer;
  }
}
