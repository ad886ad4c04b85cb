package io.breakwater.activities.check;

import java.util.Optional;

/** One way to try a check. For one attempt of a step, one look at a time. */
interface Probe extends AutoCloseable {
  /**
   * Tries, or looks after a try that is under way.
   *
   * @return what the try found; empty while it goes on
   */
  Optional<Tried> look(String address);

  /** Whether it makes no sense to try, and why. */
  default Optional<String> impossible() {
    return Optional.empty();
  }

  /** What is to be said of a try that is under way when the time is over. */
  default Optional<String> underWay() {
    return Optional.empty();
  }

  /** Ends what is under way. */
  @Override
  default void close() {}
}
