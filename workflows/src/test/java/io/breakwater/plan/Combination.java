package io.breakwater.plan;

import io.breakwater.plan.Axes.ContextAxis;
import io.breakwater.plan.Axes.DiskAxes;
import io.breakwater.plan.Axes.OwnerAxis;
import io.breakwater.plan.Axes.PendingAxis;
import io.breakwater.plan.Axes.RootAxis;
import io.breakwater.plan.Axes.VmAxis;
import java.util.List;

/** One state of the enumeration. */
record Combination(
    List<DiskAxes> disks,
    VmAxis vm,
    PendingAxis pending,
    RootAxis root,
    OwnerAxis owner,
    ContextAxis context) {

  Combination with(PendingAxis otherPending, ContextAxis otherContext) {
    return new Combination(disks, vm, otherPending, root, owner, otherContext);
  }

  /** Whether the parts can exist together; what cannot is skipped, for the reasons given here. */
  boolean canExist() {
    for (DiskAxes disk : disks) {
      if (!Axes.canExist(disk, vm)) {
        return false;
      }
    }
    return Axes.canExist(disks) && rootFits();
  }

  private boolean rootFits() {
    boolean osOnVm = disks.get(0).place() == Axes.PlaceAxis.DESTINATION;
    boolean rootOnVm = root == RootAxis.ATTACHED || root == RootAxis.UNRECORDED_ATTACHED;
    // Device 0 holds one volume.
    boolean twoAtDeviceZero = osOnVm && rootOnVm;
    // CloudStack starts no VM without a volume at device 0.
    boolean runsRootless = vm == VmAxis.RUNNING && !osOnVm && !rootOnVm;
    // Without a destination only a recorded ROOT that was left behind makes a difference.
    boolean noVmNoRoot = vm == VmAxis.NONE && root != RootAxis.DETACHED && root != RootAxis.GONE;
    // The old system recorded no ROOT.
    boolean oldAndRecorded =
        owner == OwnerAxis.OLD_SYSTEM
            && vm != VmAxis.NONE
            && root != RootAxis.UNRECORDED_ATTACHED
            && root != RootAxis.UNRECORDED_GONE;
    return !twoAtDeviceZero && !runsRootless && !noVmNoRoot && !oldAndRecorded;
  }
}
