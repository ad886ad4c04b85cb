package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two faults at once, as the seed has it. */
final class Pairs {
  private static final int TRIES = 1000;

  private final List<FaultPoint> points;
  private final Random random;

  Pairs(List<FaultPoint> points, Random random) {
    this.points = points;
    this.random = random;
  }

  /** So many pairs of one flow each, that can be played in one wave: with one kind of blow. */
  List<List<FaultPoint>> next(int count) {
    Blow blow = any().fault().blow();
    List<List<FaultPoint>> pairs = new ArrayList<>();
    for (int i = 0; i < TRIES && pairs.size() < count; i++) {
      FaultPoint one = any();
      FaultPoint other = any();
      boolean fits = fits(one, blow) && fits(other, blow) && one.flow() == other.flow();
      if (fits && !one.call().equals(other.call())) {
        pairs.add(List.of(one, other));
      }
    }
    return pairs;
  }

  private FaultPoint any() {
    return points.get(random.nextInt(points.size()));
  }

  private static boolean fits(FaultPoint point, Blow blow) {
    return point.fault().blow() == blow || point.fault().blow() == Blow.NONE;
  }
}
