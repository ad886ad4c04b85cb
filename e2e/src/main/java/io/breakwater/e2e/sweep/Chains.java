package io.breakwater.e2e.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * Runs that meet several faults of one type one after another: every call is covered with a
 * fraction of the runs. What one run does not come by is left for a run of its own.
 */
final class Chains {
  private Chains() {}

  /**
   * Deals the points of each flow and type out to runs, so that the points of one run lie far from
   * each other.
   *
   * @param points in the order of the clean run
   * @param length how many points of that type a run gets at most
   */
  static List<List<FaultPoint>> deal(List<FaultPoint> points, ToIntFunction<FaultType> length) {
    return deal(points, p -> p.flow() + " " + p.fault(), length);
  }

  /** The same with points of all types in one run. */
  static List<List<FaultPoint>> mixed(List<FaultPoint> points, int length) {
    return deal(points, p -> p.flow().title(), fault -> length);
  }

  private static List<List<FaultPoint>> deal(
      List<FaultPoint> points,
      Function<FaultPoint, String> alike,
      ToIntFunction<FaultType> length) {
    Map<String, List<FaultPoint>> groups =
        points.stream().collect(Collectors.groupingBy(alike, TreeMap::new, Collectors.toList()));
    List<List<FaultPoint>> chains = new ArrayList<>();
    for (List<FaultPoint> group : groups.values()) {
      int most = length.applyAsInt(group.get(0).fault());
      int runs = (group.size() + most - 1) / most;
      for (int first = 0; first < runs; first++) {
        List<FaultPoint> chain = new ArrayList<>();
        for (int i = first; i < group.size(); i += runs) {
          chain.add(group.get(i));
        }
        chains.add(chain);
      }
    }
    return chains;
  }
}
