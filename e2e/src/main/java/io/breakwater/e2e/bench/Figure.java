package io.breakwater.e2e.bench;

import java.util.List;

/**
 * One measured quantity.
 *
 * @param measurement the key of the measurement it belongs to
 * @param samples one per repetition, in order of measuring; at least one
 * @param note what one has to know to read it; may be empty
 */
record Figure(
    String measurement,
    String name,
    String unit,
    List<Double> samples,
    Target target,
    String note) {
  Figure {
    samples = List.copyOf(samples);
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("nothing was measured for \"" + name + "\"");
    }
  }

  double median() {
    return Samples.quantile(samples, 0.5);
  }

  double lowest() {
    return Samples.quantile(samples, 0);
  }

  double highest() {
    return Samples.quantile(samples, 1);
  }

  boolean meetsTarget() {
    return target.isMetBy(median());
  }
}
