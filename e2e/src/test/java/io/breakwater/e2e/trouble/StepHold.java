package io.breakwater.e2e.trouble;

/** Keeps an operation in the middle of one step until it is released. */
interface StepHold extends AutoCloseable {
  /** Whether the operation is in the middle of that step now; asked again and again. */
  boolean hasCaught(Run run);

  /** Lets it go on; idempotent. */
  void release();

  @Override
  default void close() {
    release();
  }
}
