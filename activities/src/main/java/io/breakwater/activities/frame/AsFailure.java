package io.breakwater.activities.frame;

import io.temporal.failure.ApplicationFailure;

/** An exception of an adapter that knows its failure type and whether another try may help. */
public interface AsFailure {
  ApplicationFailure toFailure();
}
