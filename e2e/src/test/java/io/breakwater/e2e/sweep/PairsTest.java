package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairsTest {
  private static final List<FaultPoint> POINTS = points();

  @Test
  void repeatsThePairsOfASeed() {
    assertThat(new Pairs(POINTS, new Random(7)).next(20))
        .isEqualTo(new Pairs(POINTS, new Random(7)).next(20));
  }

  @Test
  void makesPairsThatOneWaveCanPlay() {
    List<List<FaultPoint>> pairs = new Pairs(POINTS, new Random(7)).next(20);

    assertThat(pairs)
        .hasSize(20)
        .allSatisfy(
            pair -> {
              assertThat(pair.get(0).flow()).isEqualTo(pair.get(1).flow());
              assertThat(pair.get(0).call()).isNotEqualTo(pair.get(1).call());
            });
    assertThat(
            pairs.stream()
                .flatMap(List::stream)
                .map(point -> point.fault().blow())
                .filter(blow -> blow != Blow.NONE)
                .distinct())
        .hasSizeLessThan(2);
  }

  private static List<FaultPoint> points() {
    List<FaultPoint> points = new ArrayList<>();
    for (Flow flow : Flow.values()) {
      for (FaultType fault : FaultType.values()) {
        points.add(new FaultPoint(flow, new CallPoint("cloudstack attachVolume(os)", 1), fault));
        points.add(new FaultPoint(flow, new CallPoint("cloudstack listVolumes(os)", 1), fault));
      }
    }
    return points;
  }
}
