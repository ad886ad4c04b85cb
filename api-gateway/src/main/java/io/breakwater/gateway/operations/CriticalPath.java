package io.breakwater.gateway.operations;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How long steps take together when each begins as soon as what it needs is done. */
final class CriticalPath {
  private CriticalPath() {}

  /**
   * The length of the longest path, in seconds.
   *
   * @param steps each after those that it needs
   */
  static <S> double seconds(
      List<S> steps,
      Function<S, String> id,
      Function<S, List<String>> needs,
      ToDoubleFunction<S> seconds) {
    Map<String, Double> ends = new HashMap<>();
    for (S step : steps) {
      double begin =
          needs.apply(step).stream().mapToDouble(n -> ends.getOrDefault(n, 0.0)).max().orElse(0);
      ends.put(id.apply(step), begin + seconds.applyAsDouble(step));
    }
    return ends.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }
}
