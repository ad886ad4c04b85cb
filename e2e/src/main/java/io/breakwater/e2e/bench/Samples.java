package io.breakwater.e2e.bench;

import java.util.List;

/** Order statistics of what was measured. */
final class Samples {
  private Samples() {}

  /**
   * The smallest sample that at least this share of them does not exceed; between the two middle
   * ones for the median of an even number.
   */
  static double quantile(List<Double> samples, double share) {
    List<Double> sorted = samples.stream().sorted().toList();
    int last = sorted.size() - 1;
    if (share == 0.5 && sorted.size() % 2 == 0) {
      return (sorted.get(last / 2) + sorted.get(last / 2 + 1)) / 2;
    }
    int rank = (int) Math.ceil(share * sorted.size()) - 1;
    return sorted.get(Math.max(0, Math.min(last, rank)));
  }
}
