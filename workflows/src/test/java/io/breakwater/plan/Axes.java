package io.breakwater.plan;

import java.util.ArrayList;
import java.util.List;

/** The axes along which the states are enumerated, and the combinations of one disk's axes. */
final class Axes {
  /** Where CloudStack says the volume is. */
  enum PlaceAxis {
    APPLIANCE,
    DESTINATION,
    FOREIGN,
    DETACHED,
    MISSING
  }

  /** What the daemon says. APPLIANCE and the remote ones are stale where the disk is elsewhere. */
  enum MappingAxis {
    NONE,
    APPLIANCE,
    /** Mapped to the appliance, but the by-id link is not there. */
    APPLIANCE_UNLINKED,
    REMOTE_DESTINATION,
    /** A row that names a VM that is gone. */
    REMOTE_GONE
  }

  /** The snapshots of the disk. */
  enum SnapshotAxis {
    NONE,
    READY_SAME_BASELINE,
    READY_MOVED_BASELINE,
    /** Taken, but the worker was lost before it wrote down the id. */
    READY_UNRECORDED,
    ERROR,
    TWO_OF_ONE_NAME,
    /** The old system's: nobody knows what the replica was. */
    READY_UNKNOWN_BASELINE
  }

  /** What the records say was written to the disk since the snapshot. */
  enum WriteAxis {
    CLEAN,
    DIRTY,
    INJECTED,
    /** The start of the destination that it is on was submitted. */
    STARTED
  }

  /** The destination VM. */
  enum VmAxis {
    NONE,
    STOPPED,
    RUNNING,
    ERROR,
    DESTROYED
  }

  /** The ROOT that CloudStack made with the destination. */
  enum RootAxis {
    ATTACHED,
    DETACHED,
    GONE,
    UNRECORDED_ATTACHED,
    UNRECORDED_GONE
  }

  /** Whose destination, snapshots and marks they are. */
  enum OwnerAxis {
    THIS_OPERATION,
    EARLIER_OPERATION,
    OLD_SYSTEM
  }

  /** What is in flight, and how it will end. */
  enum PendingAxis {
    NO,
    ENDS_WELL,
    FAILS
  }

  /** What stands in the database about the VM. */
  enum ContextAxis {
    READY,
    FAILED_OVER,
    REPLICATING
  }

  /** One disk's part of a state. */
  record DiskAxes(PlaceAxis place, MappingAxis mapping, SnapshotAxis snapshot, WriteAxis write) {}

  private Axes() {}

  /**
   * Every combination of one disk's axes that can exist.
   *
   * @param unknownBaseline whether the old system's snapshots are in
   */
  static List<DiskAxes> diskAxes(boolean os, boolean unknownBaseline) {
    List<DiskAxes> all = new ArrayList<>();
    for (PlaceAxis place : PlaceAxis.values()) {
      for (MappingAxis mapping : MappingAxis.values()) {
        for (SnapshotAxis snapshot : SnapshotAxis.values()) {
          for (WriteAxis write : WriteAxis.values()) {
            DiskAxes axes = new DiskAxes(place, mapping, snapshot, write);
            boolean wanted = unknownBaseline || snapshot != SnapshotAxis.READY_UNKNOWN_BASELINE;
            if (wanted && canExist(axes, os)) {
              all.add(axes);
            }
          }
        }
      }
    }
    return all;
  }

  /** Contradictions within one disk. */
  static boolean canExist(DiskAxes disk, boolean os) {
    // The link exists only on the appliance: elsewhere this is the same state as APPLIANCE.
    boolean sameAsMapped =
        disk.mapping() == MappingAxis.APPLIANCE_UNLINKED && disk.place() != PlaceAxis.APPLIANCE;
    // Drivers are injected into the OS disk only.
    boolean injectedData = disk.write() == WriteAxis.INJECTED && !os;
    boolean startedElsewhere =
        disk.write() == WriteAxis.STARTED && disk.place() != PlaceAxis.DESTINATION;
    return !sameAsMapped && !injectedData && !startedElsewhere;
  }

  /** Contradictions between one disk and the destination VM. */
  static boolean canExist(DiskAxes disk, VmAxis vm) {
    boolean onVm = disk.place() == PlaceAxis.DESTINATION;
    // Nothing can hang on a VM that is not there, and CloudStack attaches only to a Running or
    // Stopped VM, which a failed deploy never became.
    boolean nothingToHangOn = onVm && (vm == VmAxis.NONE || vm == VmAxis.ERROR);
    // Without a VM this is the same state as REMOTE_GONE.
    boolean sameAsGone = disk.mapping() == MappingAxis.REMOTE_DESTINATION && vm == VmAxis.NONE;
    return !nothingToHangOn && !sameAsGone;
  }

  /** Contradictions among the disks: the daemon's placeholder path of data disks is unique. */
  static boolean canExist(List<DiskAxes> disks) {
    long dataRowsOnVm =
        disks.stream().skip(1).filter(d -> d.mapping() == MappingAxis.REMOTE_DESTINATION).count();
    return dataRowsOnVm <= 1;
  }
}
