package io.breakwater.activities.await;

/** An exception that may mean that the other system gave no proper answer. */
public interface Outage {
  /** Whether nothing at all can be concluded from it. */
  boolean isOutage();

  /** Whether this is an outage of another system. */
  static boolean is(Throwable thrown) {
    return thrown instanceof Outage outage && outage.isOutage();
  }
}
