package io.breakwater.e2e.sweep;

import java.time.Duration;
import java.util.function.Predicate;

/**
 * What to sweep.
 *
 * @param limit no wave begins after that
 * @param seed decides the order and the pairs of faults
 * @param which the points to cover
 * @param pairs whether pairs of faults follow for what is left of the time
 * @param width how many operations run side by side
 */
record SweepOptions(
    Duration limit, long seed, Predicate<FaultPoint> which, boolean pairs, int width) {}
