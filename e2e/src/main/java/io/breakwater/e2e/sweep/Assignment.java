package io.breakwater.e2e.sweep;

import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;

/** What one VM has to go through in a wave; no points for an undisturbed run. */
record Assignment(Flow flow, ProtectedContext vm, List<FaultPoint> points) {}
