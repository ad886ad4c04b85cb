package io.breakwater.e2e.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * How much is measured.
 *
 * @param quick few repetitions and small fleets, for a look within five minutes
 * @param repetitions of what is timed one operation at a time
 * @param seed of everything random
 * @param fleets how many VMs at once {@code load} takes, one size after another
 * @param directory where worlds keep their state and logs
 */
record BenchOptions(
    boolean quick, int repetitions, long seed, List<Integer> fleets, Path directory) {}
