package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsSnapshot;
import io.breakwater.inventory.snapshot.SnapshotRow;
import io.breakwater.observation.SnapshotView;
import io.breakwater.plan.SnapshotNames;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads the snapshots of protected volumes that are ours or that the old system tracked. */
final class SnapshotReader {
  private static final List<String> OLD_NAMES = List.of("multi-test-failover-", "test-failover-");

  private final Systems systems;
  private final List<SnapshotRow> records;

  SnapshotReader(Systems systems, List<SnapshotRow> records) {
    this.systems = systems;
    this.records = records;
  }

  /**
   * What was found of a volume, oldest first.
   *
   * @param untracked those that only their name tells to be the old system's
   */
  record Found(List<SnapshotView> known, List<SnapshotId> untracked) {
    static Found nothing() {
      return new Found(List.of(), List.of());
    }
  }

  Found of(VolumeId volume) {
    List<CsSnapshot> all =
        systems.cloud().snapshotsOf(volume).stream()
            .sorted(
                Comparator.comparing(
                    CsSnapshot::created, Comparator.nullsLast(Comparator.<Instant>naturalOrder())))
            .toList();
    return new Found(
        all.stream().filter(this::isKnown).map(s -> view(s, record(s))).toList(),
        all.stream()
            .filter(s -> !isKnown(s) && s.state() == SnapshotView.State.READY)
            .filter(s -> OLD_NAMES.stream().anyMatch(s.name()::startsWith))
            .map(CsSnapshot::id)
            .toList());
  }

  private boolean isKnown(CsSnapshot snapshot) {
    return snapshot.name().startsWith(SnapshotNames.PREFIX) || record(snapshot).isPresent();
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
