package io.breakwater.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {

  private static Figure figure(Target target, Double... samples) {
    return new Figure("overhead", "Cleanup", "×", List.of(samples), target, "");
  }

  @Test
  void tellsMedianAndSpreadOfUnsortedSamples() {
    Figure figure = figure(Target.NONE, 1.3, 1.1, 1.2, 1.0, 9.0);

    assertThat(figure.median()).isEqualTo(1.2);
    assertThat(figure.lowest()).isEqualTo(1.0);
    assertThat(figure.highest()).isEqualTo(9.0);
  }

  @Test
  void takesTheMiddleOfTwoMiddleSamples() {
    assertThat(figure(Target.NONE, 1.0, 2.0, 4.0, 8.0).median()).isEqualTo(3.0);
  }

  @Test
  void findsThePercentileThatTheLastFewExceed() {
    List<Double> samples = IntStream.rangeClosed(1, 200).mapToObj(i -> (double) i).toList();

    assertThat(Samples.quantile(samples, 0.99)).isEqualTo(198.0);
  }

  @Test
  void comparesTheMedianWithTheTarget() {
    assertThat(figure(Target.atMost(1.1), 1.0, 1.1, 5.0).meetsTarget()).isTrue();
    assertThat(figure(Target.atMost(1.1), 1.0, 1.2, 1.3).meetsTarget()).isFalse();
    assertThat(figure(Target.atLeast(2.5), 2.4).meetsTarget()).isFalse();
  }

  @Test
  void refusesAFigureThatNobodyMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> figure(Target.NONE))
        .withMessageContaining("nothing was measured");
  }

  @Test
  void showsAMissedTargetInTheTable() {
    StringWriter text = new StringWriter();

    new FigureTable(new PrintWriter(text))
        .print(new Overhead(), List.of(figure(Target.atMost(1.1), 1.16, 1.18, 1.2)));

    assertThat(text.toString())
        .containsPattern("Cleanup +1\\.18 × +1\\.16–1\\.20 +≤ 1\\.10 +MISSED");
  }
}
