package io.breakwater.e2e.sweep;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What to sweep.
 *
 * @param limit no operation begins after that
 * @param seed decides the order and the pairs of faults
 * @param which the points to cover
 * @param pairs whether pairs of faults follow for what is left of the time
 * @param deal which points one run meets one after another
 * @param width how many operations run side by side
 * @param everyPoint whether each of several equal calls has to be struck, rather than one of them
 */
record SweepOptions(
    Duration limit,
    long seed,
    Predicate<FaultPoint> which,
    boolean pairs,
    Function<List<FaultPoint>, List<List<FaultPoint>>> deal,
    int width,
    boolean everyPoint) {
  /** Of deaths of the worker and lost answers. */
  private static final int CHAIN = 12;

  private static final int WIDTH = 60;

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
        points -> Chains.mixed(points, CHAIN),
        WIDTH,
        false);
  }

  private static boolean isInShortForm(FaultPoint point) {
    return switch (point.fault()) {
      case KILLED_AFTER_EFFECT -> true;
      case ANSWER_LOST -> !point.call().isRead() || point.call().nth() == 1;
      // Polls belong to the watcher, and which run they concern is a matter of time.
      case KILLED_BEFORE ->
          point.call().isRead() && point.call().nth() == 1 && !point.call().isPoll();
      default -> false;
    };
  }
}
