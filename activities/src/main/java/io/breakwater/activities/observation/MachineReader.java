package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.machine.Destination;
import io.breakwater.inventory.machine.MachineRow;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.MachineView.AttachedVolume;
import io.breakwater.observation.MachineView.TemplateRootState;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds every destination of a VM: those recorded, those that {@code failover_jobs} names, and
 * those that bear our mark although nobody recorded them.
 */
final class MachineReader {
  private final Systems systems;
  private final Reads reads;

  MachineReader(Systems systems, Reads reads) {
    this.systems = systems;
    this.reads = reads;
  }

  List<MachineView> read(ContextRow context, List<DiskRow> disks, boolean adopt) {
    List<MachineRow> rows = systems.inventory().machines().open(context.id());
    Map<MachineId, CsMachine> found = find(context, rows);
    Set<VolumeId> protectedVolumes =
        disks.stream()
            .map(DiskRow::volume)
            .filter(v -> v != null)
            .collect(Collectors.toUnmodifiableSet());
    List<MachineView> views =
        new ArrayList<>(
            reads.each(found.values(), m -> view(m, rowOf(m, rows), protectedVolumes, adopt)));
    rows.stream()
        .filter(row -> row.id() != null && !found.containsKey(row.id()))
        .map(this::absent)
        .forEach(views::add);
    return views;
  }

  private Map<MachineId, CsMachine> find(ContextRow context, List<MachineRow> rows) {
    CloudStack cloud = systems.cloud();
    Set<MachineId> ids =
        rows.stream()
            .map(MachineRow::id)
            .filter(id -> id != null)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    systems.inventory().machines().destinations(context.id()).stream()
        .map(Destination::machine)
        .forEach(ids::add);
    List<CsMachine> candidates = new ArrayList<>(ids.isEmpty() ? List.of() : cloud.machines(ids));
    rows.stream()
        .filter(row -> row.id() == null)
        .map(row -> cloud.machinesNamed(row.name()))
        .forEach(
            named -> named.stream().filter(m -> bearsMark(m, context)).forEach(candidates::add));
    // The name of a live destination is the VM's own.
    cloud.machinesLike(context.vmName()).stream()
        .filter(m -> bearsMark(m, context))
        .forEach(candidates::add);
    Map<MachineId, CsMachine> found = new LinkedHashMap<>();
    candidates.forEach(m -> found.putIfAbsent(m.id(), m));
    return found;
  }

  private static boolean bearsMark(CsMachine machine, ContextRow context) {
    return machine.contextMark().filter(context.id().value()::equals).isPresent();
  }

  private static Optional<MachineRow> rowOf(CsMachine machine, List<MachineRow> rows) {
    return rows.stream()
        .filter(
            row ->
                machine.id().equals(row.id())
                    || machine.operationMark().filter(row.operation().value()::equals).isPresent())
        .findFirst();
  }

  private MachineView view(
      CsMachine machine, Optional<MachineRow> row, Set<VolumeId> protectedVolumes, boolean adopt) {
    List<CsVolume> volumes = systems.cloud().volumesOf(machine.id());
    OperationId mark =
        machine
            .operationMark()
            .map(OperationId::new)
            .or(() -> row.map(MachineRow::operation))
            .orElse(null);
    VolumeId root = row.map(MachineRow::templateRoot).orElse(null);
    if (root == null && row.isPresent() && adopt) {
      root = adoptRoot(row.get(), machine, volumes, protectedVolumes);
    }
    return new MachineView(
        machine.id(),
        machine.name(),
        machine.state(),
        mark,
        machine.deleteProtection(),
        root,
        rootState(root, row, volumes),
        volumes.stream().map(v -> new AttachedVolume(v.id(), v.deviceId())).toList());
  }

  /**
   * A worker may die between a deploy and recording its ROOT. As long as no protected volume was
   * ever sent to the machine, its only volume is that ROOT.
   */
  private VolumeId adoptRoot(
      MachineRow row, CsMachine machine, List<CsVolume> volumes, Set<VolumeId> protectedVolumes) {
    boolean marked = machine.operationMark().filter(row.operation().value()::equals).isPresent();
    boolean certain =
        marked
            && !row.volumesAttached()
            && volumes.size() == 1
            && volumes.get(0).deviceId() == 0
            && !protectedVolumes.contains(volumes.get(0).id())
            && !systems.inventory().disks().isProtected(volumes.get(0).id());
    if (!certain) {
      return null;
    }
    VolumeId root = volumes.get(0).id();
    systems.inventory().machines().deployed(row.operation(), machine.id());
    systems.inventory().machines().templateRoot(row.operation(), root);
    return root;
  }

  private TemplateRootState rootState(
      VolumeId root, Optional<MachineRow> row, List<CsVolume> attached) {
    if (root == null) {
      return TemplateRootState.UNRECORDED;
    }
    if (row.map(MachineRow::templateRootDeleted).orElse(false)) {
      return TemplateRootState.GONE;
    }
    if (attached.stream().anyMatch(v -> v.id().equals(root))) {
      return TemplateRootState.ATTACHED;
    }
    // Attached to something else it is not ours to delete any more.
    return systems.cloud().volume(root).filter(v -> !v.isAttached()).isPresent()
        ? TemplateRootState.DETACHED
        : TemplateRootState.GONE;
  }

  private MachineView absent(MachineRow row) {
    return new MachineView(
        row.id(),
        row.name(),
        MachineState.ABSENT,
        row.operation(),
        false,
        row.templateRoot(),
        rootState(row.templateRoot(), Optional.of(row), List.of()),
        List.of());
  }
}
