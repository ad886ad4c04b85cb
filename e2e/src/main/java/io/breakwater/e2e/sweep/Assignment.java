package io.breakwater.e2e.sweep;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;

/** What one VM has to go through; no points for an undisturbed run. */
record Assignment(Flow flow, ProtectedContext vm, List<FaultPoint> points) {
  /** Where it leads when all goes well. */
  Place to() {
    return isMess() ? Place.MIXED : flow.to();
  }

  /** Whether its operation is not meant to come to an end. */
  boolean isMess() {
    return points.stream().anyMatch(point -> point.fault() == FaultType.TERMINATED);
  }
}
