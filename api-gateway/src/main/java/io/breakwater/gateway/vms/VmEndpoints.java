package io.breakwater.gateway.vms;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.gateway.http.Endpoints;
import io.breakwater.gateway.http.NativeJson;
import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operations.OperationViews;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.inventory.site.SiteNotConfigured;
import io.breakwater.inventory.site.Sites;
import io.breakwater.observation.ContextView.Nic;
import io.breakwater.vm.ContextId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/v2/vms}: the list of VMs, and one VM with its disks, networks and history. */
public final class VmEndpoints implements Endpoints {
  private static final int OPERATIONS = 20;
  private static final long GIB = 1L << 30;

  private final VmList vms;
  private final Contexts contexts;
  private final Disks disks;
  private final Sites sites;
  private final OperationViews operations;

  /** Reads from these. */
  public VmEndpoints(
      VmList vms, Contexts contexts, Disks disks, Sites sites, OperationViews operations) {
    this.vms = vms;
    this.contexts = contexts;
    this.disks = disks;
    this.sites = sites;
    this.operations = operations;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v2/vms", this::list);
    routes.get("/api/v2/vms/{contextId}", this::show);
  }

  private void list(Context ctx) {
    String text = lower(ctx.queryParam("q"));
    VmState state = state(ctx.queryParam("state"));
    boolean attention = "true".equals(ctx.queryParam("attention"));
    List<VmSummary> all = vms.all();
    List<VmSummary> items =
        all.stream()
            .filter(vm -> text.isEmpty() || matches(vm, text))
            .filter(vm -> state == null || vm.state() == state)
            .filter(vm -> !attention || vm.attention() != null)
            .toList();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("items", items);
    answer.put("total", all.size());
    NativeJson.answer(ctx, answer);
  }

  private static boolean matches(VmSummary vm, String text) {
    return lower(vm.name()).contains(text)
        || lower(vm.contextId()).contains(text)
        || lower(vm.vcenter()).contains(text);
  }

  private static String lower(String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  private static VmState state(String word) {
    if (word == null || word.isBlank()) {
      return null;
    }
    try {
      return VmState.valueOf(word);
    } catch (IllegalArgumentException e) {
      throw Refused.badRequest(
          "Unknown state", "state: must be one of " + List.of(VmState.values()));
    }
  }

  private void show(Context ctx) {
    ContextId id = new ContextId(ctx.pathParam("contextId"));
    ContextRow row = contexts.find(id).orElseThrow(() -> unknown(id));
    VmSummary vm = vms.find(id).orElseThrow(() -> unknown(id));
    List<DiskRow> rows = disks.of(id);
    NativeJson.answer(
        ctx,
        new VmDetails(
            vm,
            appliance(id),
            new Specs(row.cpuCount(), row.memoryMb(), row.osType()),
            disks(id, rows),
            networks(rows, sites.mappings(id)),
            operations.page(OperationFilter.ofVm(id.value(), OPERATIONS))));
  }

  private Appliance appliance(ContextId id) {
    try {
      return sites.amongSeveral(id).map(Appliance::of).orElse(null);
    } catch (SiteNotConfigured e) {
      return new Appliance(null, null, null, e.getMessage());
    }
  }

  private List<Disk> disks(ContextId id, List<DiskRow> rows) {
    Set<String> dirty =
        disks.dirty(id).stream()
            .filter(DiskMark::dirty)
            .map(mark -> mark.disk().value())
            .collect(Collectors.toSet());
    return rows.stream()
        .map(
            row ->
                new Disk(
                    row.id().value(),
                    row.volumeName(),
                    (row.sizeBytes() + GIB - 1) / GIB,
                    dirty.contains(row.id().value())))
        .toList();
  }

  /** The networks of the source's cards, then those that are mapped though no card is on them. */
  private static List<Network> networks(List<DiskRow> rows, List<NetworkMappingRow> mappings) {
    Set<String> sources = new LinkedHashSet<>();
    rows.forEach(row -> row.nics().stream().map(Nic::network).forEach(sources::add));
    mappings.forEach(mapping -> sources.add(mapping.sourceNetwork()));
    return sources.stream()
        .map(
            source ->
                new Network(
                    source, mapped(mappings, source, true), mapped(mappings, source, false)))
        .toList();
  }

  private static String mapped(List<NetworkMappingRow> mappings, String source, boolean test) {
    return mappings.stream()
        .filter(m -> m.sourceNetwork().equals(source) && m.test() == test)
        .map(NetworkMappingRow::networkName)
        .findFirst()
        .orElse(null);
  }

  private static Refused unknown(ContextId id) {
    return Refused.notFound("VM not found", "no VM has the context id '" + id + "'");
  }

  private record Appliance(String name, String zone, String vmId, String problem) {
    static Appliance of(Site site) {
      return new Appliance(site.name(), site.zone(), site.appliance().value(), null);
    }
  }

  private record Specs(Integer cpus, Integer memoryMb, String os) {}

  private record Disk(String id, String name, long sizeGb, boolean dirty) {}

  private record Network(String source, String test, String live) {}

  private record VmDetails(
      @JsonUnwrapped VmSummary vm,
      Appliance appliance,
      Specs specs,
      List<Disk> disks,
      List<Network> networks,
      List<?> operations) {}
}
