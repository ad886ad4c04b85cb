package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.vm.ContextStatus;

/** Whether somebody may have worked on a live destination of the VM. */
final class LiveData {
  private LiveData() {}

  /**
   * True once the start of a live destination was submitted. The old system said so before it had
   * even taken a snapshot: there, a machine or a disk away from the appliance has to bear it out.
   */
  static boolean mayExist(Observation seen) {
    return seen.vm().liveStartedBy() != null
        || (seen.vm().status() == ContextStatus.failed_over_live && hasLeftHome(seen));
  }

  private static boolean hasLeftHome(Observation seen) {
    return seen.machines().stream().anyMatch(m -> m.state() != MachineState.ABSENT)
        || seen.disks().stream().anyMatch(d -> d.place().kind() != Place.Kind.APPLIANCE);
  }
}
