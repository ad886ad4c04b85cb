package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.vm.ContextStatus;

/** Whether somebody may have worked on a live destination of the VM. */
final class LiveData {
  private LiveData() {}

  /**
   * True once the start of a live destination was submitted, unless every disk is at home and
   * clean: marks are cleared by a revert alone, which asked for a consent. The old system said so
   * before it had even taken a snapshot: there, a machine or a disk away from the appliance has to
   * bear it out.
   */
  static boolean mayExist(Observation seen) {
    boolean started = seen.vm().liveStartedBy() != null;
    boolean written = started && seen.disks().stream().anyMatch(DiskView::dirty);
    boolean said = started || seen.vm().status() == ContextStatus.failed_over_live;
    return written || (said && hasLeftHome(seen));
  }

  private static boolean hasLeftHome(Observation seen) {
    return seen.machines().stream().anyMatch(m -> m.state() != MachineState.ABSENT)
        || seen.disks().stream().anyMatch(d -> d.place().kind() != Place.Kind.APPLIANCE);
  }
}
