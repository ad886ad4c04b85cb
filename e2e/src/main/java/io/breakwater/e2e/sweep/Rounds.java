package io.breakwater.e2e.sweep;

/** The barrier of the next blow; each blow has one of its own. Thread-safe. */
final class Rounds {
  private volatile Barrier current = new Barrier();

  Barrier current() {
    return current;
  }

  /** The next round begins; gives the barrier of the one that ends. */
  Barrier next() {
    Barrier over = current;
    current = new Barrier();
    return over;
  }
}
