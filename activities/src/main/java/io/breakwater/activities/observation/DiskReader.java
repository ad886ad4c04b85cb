package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.observation.SnapshotReader.Found;
import io.breakwater.activities.volumedaemon.DaemonMapping;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Place;
import io.breakwater.observation.SnapshotView.State;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import io.breakwater.vm.VolumeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads where the protected disks are and what state they are in. */
final class DiskReader {
  private final Systems systems;
  private final Reads reads;

  DiskReader(Systems systems, Reads reads) {
    this.systems = systems;
    this.reads = reads;
  }

  List<DiskView> read(
      ContextId context,
      List<DiskRow> disks,
      Site site,
      List<MachineView> machines,
      boolean adopt) {
    List<VolumeId> ids = disks.stream().map(DiskRow::volume).filter(v -> v != null).toList();
    Collection<CsVolume> listed = ids.isEmpty() ? List.of() : systems.cloud().volumes(ids);
    Map<VolumeId, CsVolume> volumes =
        listed.stream().collect(Collectors.toMap(CsVolume::id, Function.identity(), (a, b) -> a));
    Marks marks = new Marks(systems.inventory().disks(), context, adopt);
    Map<DiskId, Baseline> baselines = systems.inventory().replications().baselines(context);
    List<SnapshotRow> records = systems.inventory().snapshots().of(context);
    Mappings mappings = new Mappings(systems, site.appliance());
    SnapshotReader snapshots = new SnapshotReader(systems, records);
    return reads.each(
        disks,
        disk -> {
          Optional<CsVolume> volume = Optional.ofNullable(disk.volume()).map(volumes::get);
          Optional<DaemonMapping> mapping =
              disk.volume() == null ? Optional.empty() : mappings.of(disk.volume());
          Found found = volume.isEmpty() ? Found.nothing() : snapshots.of(disk.volume());
          Optional<DiskMark> mark = marks.of(disk, found.known());
          return new DiskView(
              disk.id(),
              disk.volume(),
              disk.sizeBytes(),
              place(volume, site, machines),
              volume.map(CsVolume::state).orElse(""),
              mappings.view(mapping),
              isLinked(volume, mapping, site),
              mark.isPresent() || isForgotten(found),
              mark.map(DiskMark::dirtiedBy).orElse(null),
              mark.map(DiskMark::injected).orElse(false),
              baselines.getOrDefault(disk.id(), new Baseline("", "")),
              found.known(),
              found.untracked(),
              mark.map(DiskMark::started).orElse(false));
        });
  }

  /**
   * A snapshot of ours is written down before it is taken. One that is not was made after the
   * backup to which the database was restored, and so was whatever wrote to the disk since.
   */
  private static boolean isForgotten(Found found) {
    return found.known().stream()
        .anyMatch(s -> s.state() == State.READY && !s.recorded() && s.madeBy() == null);
  }

  private static Place place(Optional<CsVolume> volume, Site site, List<MachineView> machines) {
    if (volume.isEmpty()) {
      return Place.missing();
    }
    CsVolume v = volume.get();
    if (!v.isAttached()) {
      return Place.detached();
    }
    if (v.isOn(site.appliance())) {
      return Place.onAppliance(site.appliance(), v.deviceId());
    }
    boolean ours = machines.stream().anyMatch(m -> v.isOn(m.id()));
    return ours
        ? Place.onMachine(v.machine(), v.deviceId())
        : Place.onForeign(v.machine(), v.deviceId());
  }

  private boolean isLinked(Optional<CsVolume> volume, Optional<DaemonMapping> mapping, Site site) {
    return volume.filter(v -> v.isOn(site.appliance())).isPresent()
        && mapping
            .filter(DaemonMapping::onAppliance)
            .filter(m -> systems.links().present(m.devicePath()))
            .isPresent();
  }
}
