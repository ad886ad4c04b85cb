package io.breakwater.e2e.sweep;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What to sweep.
 *
 * @param limit no wave begins after that
 * @param seed decides the order and the pairs of faults
 * @param which the points to cover
 * @param pairs whether pairs of faults follow for what is left of the time
 * @param chain how many faults of one type a run meets one after another
 * @param width how many operations run side by side
 */
record SweepOptions(
    Duration limit,
    long seed,
    Predicate<FaultPoint> which,
    boolean pairs,
    ToIntFunction<FaultType> chain,
    int width) {
  private static final int KILLS = 4;
  private static final int LOST_ANSWERS = 8;
  private static final int WIDTH = 70;

  /**
   * What a build checks: every call with a worker that dies at it, before a read and after the
   * effect of a change, and with a lost answer. Of equal reads only the first.
   */
  static SweepOptions shortForm() {
    return new SweepOptions(
        Duration.ofMinutes(25),
        1,
        SweepOptions::isInShortForm,
        false,
        fault -> fault == FaultType.ANSWER_LOST ? LOST_ANSWERS : KILLS,
        WIDTH);
  }

  private static boolean isInShortForm(FaultPoint point) {
    return switch (point.fault()) {
      case KILLED_AFTER_EFFECT -> true;
      case ANSWER_LOST -> !point.call().isRead() || point.call().nth() == 1;
      case KILLED_BEFORE -> point.call().isRead() && point.call().nth() == 1;
      default -> false;
    };
  }
}
