package io.breakwater.e2e.bench;

import java.util.Locale;

/**
 * What a figure should be.
 *
 * @param atMost null when there is no upper bound
 * @param atLeast null when there is no lower bound
 */
record Target(Double atMost, Double atLeast) {
  static final Target NONE = new Target(null, null);

  static Target atMost(double bound) {
    return new Target(bound, null);
  }

  static Target atLeast(double bound) {
    return new Target(null, bound);
  }

  boolean isMetBy(double value) {
    return (atMost == null || value <= atMost) && (atLeast == null || value >= atLeast);
  }

  String words() {
    if (atMost != null) {
      return String.format(Locale.ROOT, "≤ %.2f", atMost);
    }
    return atLeast == null ? "" : String.format(Locale.ROOT, "≥ %.2f", atLeast);
  }
}
