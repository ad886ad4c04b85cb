package io.breakwater.gateway.vm;

import io.breakwater.gateway.http.Endpoints;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.replication.ReplicationRows;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.inventory.site.Sites;
import io.breakwater.observation.ContextView.Nic;
import io.breakwater.observation.ReplicationView;
import io.breakwater.operation.Candidate;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code GET /vms/{vm_id}/sync-status}, {@code …/network-mapping-status} and {@code
 * …/volume-status}: on the old appliance invented figures, here what the tables say.
 */
public final class VmStatusEndpoints implements Endpoints {
  private final VmLookup vms;
  private final Replications replications;
  private final Disks disks;
  private final Sites sites;
  private final ReplicationRows rows;
  private final Clock clock;

  /** Reads from this database. */
  public VmStatusEndpoints(Database database, VmLookup vms, Clock clock) {
    this.vms = vms;
    this.replications = new Replications(database.jdbi());
    this.disks = new Disks(database.jdbi());
    this.sites = new Sites(database.jdbi());
    this.rows = new ReplicationRows(database.jdbi());
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/vms/{vm_id}/sync-status", this::sync);
    routes.get("/api/v1/vms/{vm_id}/network-mapping-status", this::networks);
    routes.get("/api/v1/vms/{vm_id}/volume-status", this::volumes);
  }

  private Candidate vm(Context ctx) {
    return vms.byAnyId(ctx.pathParam("vm_id"), "vm_id");
  }

  private static Map<String, Object> answer(Candidate vm) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("success", true);
    answer.put("vm_id", vm.vmwareVmId());
    answer.put("vm_name", vm.vmName());
    answer.put("context_id", vm.contextId().value());
    return answer;
  }

  private void sync(Context ctx) {
    Candidate vm = vm(ctx);
    ReplicationView view = replications.of(vm.contextId());
    Instant last = replications.lastCompleted(vm.contextId()).orElse(null);
    Map<String, Object> answer = answer(vm);
    answer.put("has_valid_sync", view.everCompleted() && view.lastSyncSucceeded());
    answer.put("active_job", view.activeJob());
    answer.put("last_sync", last == null ? null : last.toString());
    answer.put(
        "age_seconds",
        last == null ? null : Math.max(0, Duration.between(last, clock.instant()).toSeconds()));
    answer.put("history", rows.changeTracking(vm.contextId(), 10));
    ctx.json(answer);
  }

  private void networks(Context ctx) {
    Candidate vm = vm(ctx);
    List<NetworkMappingRow> mappings = sites.mappings(vm.contextId());
    long test = mappings.stream().filter(NetworkMappingRow::test).count();
    Set<String> sources =
        disks.of(vm.contextId()).stream()
            .flatMap(disk -> disk.nics().stream())
            .map(Nic::network)
            .collect(Collectors.toSet());
    boolean complete =
        !sources.isEmpty() && covers(mappings, sources, true) && covers(mappings, sources, false);
    Map<String, Object> answer = answer(vm);
    answer.put("total_mappings", mappings.size());
    answer.put("live_mappings", mappings.size() - test);
    answer.put("test_mappings", test);
    answer.put("has_mappings", !mappings.isEmpty());
    answer.put("mapping_complete", complete);
    answer.put("readiness_level", complete ? "ready" : mappings.isEmpty() ? "none" : "partial");
    ctx.json(answer);
  }

  private static boolean covers(
      List<NetworkMappingRow> mappings, Set<String> sources, boolean test) {
    return mappings.stream()
        .filter(mapping -> mapping.test() == test)
        .map(NetworkMappingRow::sourceNetwork)
        .collect(Collectors.toSet())
        .containsAll(sources);
  }

  private void volumes(Context ctx) {
    Candidate vm = vm(ctx);
    Set<String> dirty =
        disks.dirty(vm.contextId()).stream()
            .filter(DiskMark::dirty)
            .map(mark -> mark.disk().value())
            .collect(Collectors.toSet());
    List<Map<String, Object>> shown =
        disks.of(vm.contextId()).stream().map(disk -> volume(disk, dirty)).toList();
    Map<String, Object> answer = answer(vm);
    answer.put("volumes", shown);
    answer.put("total_volumes", shown.size());
    ctx.json(answer);
  }

  private static Map<String, Object> volume(DiskRow disk, Set<String> dirty) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("disk_id", disk.id().value());
    shown.put("volume_id", disk.volume() == null ? null : disk.volume().value());
    shown.put("volume_name", disk.volumeName());
    shown.put("size_bytes", disk.sizeBytes());
    shown.put("device_path", disk.devicePath());
    shown.put("written_since_replication", dirty.contains(disk.id().value()));
    return shown;
  }
}
