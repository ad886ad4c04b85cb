package io.breakwater.e2e.sweep;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;

/**
 * One operation of a wave.
 *
 * @param points the faults it is to meet
 * @param operation null until it was started
 */
record SweepRun(
    Flow flow, ProtectedContext vm, List<FaultPoint> points, Track track, Operation operation) {
  SweepRun started(Operation started) {
    return new SweepRun(flow, vm, points, track, started);
  }
}
