package io.breakwater.activities.observation;

import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.disk.Disks;
import io.breakwater.observation.SnapshotView;
import io.breakwater.observation.SnapshotView.State;
import io.breakwater.plan.DiskRef;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known to have been done to the disks of one VM. A disk whose snapshot was taken by an
 * operation that never ended in the books counts as written to while that snapshot exists, because
 * a restored database may have lost the mark.
 */
final class Marks {
  private final Disks disks;
  private final ContextId context;
  private final boolean adopt;
  private final Map<VolumeId, DiskMark> known;
  private final Map<VolumeId, DiskMark> unfinished;

  /**
   * Reads the marks.
   *
   * @param adopt whether a mark that is missing is written now, so that steps go by it too
   */
  Marks(Disks disks, ContextId context, boolean adopt) {
    this.disks = disks;
    this.context = context;
    this.adopt = adopt;
    this.known = byVolume(disks.dirty(context));
    this.unfinished = byVolume(disks.unfinished(context));
  }

  private static Map<VolumeId, DiskMark> byVolume(List<DiskMark> marks) {
    return marks.stream()
        .collect(Collectors.toMap(DiskMark::volume, Function.identity(), (a, b) -> a));
  }

  /** The mark of a disk with these snapshots. */
  Optional<DiskMark> of(DiskRow disk, List<SnapshotView> snapshots) {
    if (disk.volume() == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.get(disk.volume()))
        .or(
            () ->
                Optional.ofNullable(unfinished.get(disk.volume()))
                    .filter(mark -> exists(mark, snapshots))
                    .map(mark -> adopted(mark, disk)));
  }

  /** One that is not recorded is no way back: then the operation did not come to its next step. */
  private static boolean exists(DiskMark mark, List<SnapshotView> snapshots) {
    return snapshots.stream()
        .filter(s -> s.state() == State.READY && s.recorded())
        .anyMatch(s -> mark.dirtiedBy().equals(s.madeBy()));
  }

  private DiskMark adopted(DiskMark mark, DiskRow disk) {
    if (adopt) {
      OperationRef operation = new OperationRef(mark.dirtiedBy(), context, "", 0, 0);
      disks.markDirty(operation, new DiskRef(disk.id(), disk.volume()), mark.why());
    }
    return mark;
  }
}
