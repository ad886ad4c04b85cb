package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsSnapshot;
import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.SnapshotNames;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the snapshots of protected volumes that are ours or that the old system tracked. */
final class SnapshotReader {
  private final Systems systems;
  private final List<SnapshotRow> records;

  SnapshotReader(Systems systems, List<SnapshotRow> records) {
    this.systems = systems;
    this.records = records;
  }

  /** Oldest first. */
  List<SnapshotView> of(VolumeId volume) {
    return systems.cloud().snapshotsOf(volume).stream()
        .sorted(
            Comparator.comparing(
                CsSnapshot::created, Comparator.nullsLast(Comparator.<Instant>naturalOrder())))
        .filter(s -> s.name().startsWith(SnapshotNames.PREFIX) || record(s).isPresent())
        .map(s -> view(s, record(s)))
        .toList();
  }

  private Optional<SnapshotRow> record(CsSnapshot snapshot) {
    return records.stream().filter(r -> snapshot.id().equals(r.id())).findFirst();
  }

  private SnapshotView view(CsSnapshot snapshot, Optional<SnapshotRow> record) {
    Optional<SnapshotRow> known = record.or(() -> intentNamed(snapshot.name()));
    return new SnapshotView(
        snapshot.id(),
        snapshot.name(),
        snapshot.state(),
        known.map(SnapshotRow::operation).orElse(null),
        record.isPresent(),
        known.map(SnapshotRow::baseline).orElse(null));
  }

  private Optional<SnapshotRow> intentNamed(String name) {
    return records.stream().filter(r -> name.equals(r.name())).findFirst();
  }
}
