package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChainsTest {
  private static final List<FaultPoint> POINTS =
      Stream.of(FaultType.ANSWER_LOST, FaultType.KILLED_BEFORE)
          .flatMap(fault -> IntStream.rangeClosed(1, 7).mapToObj(nth -> point(fault, nth)))
          .toList();

  @Test
  void dealsEveryPointOutOnce() {
    List<List<FaultPoint>> chains = Chains.deal(POINTS, fault -> 3);

    assertThat(chains.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(POINTS);
  }

  @Test
  void keepsToTheLengthOfEachTypeAndMixesNone() {
    List<List<FaultPoint>> chains =
        Chains.deal(POINTS, fault -> fault == FaultType.ANSWER_LOST ? 7 : 3);

    assertThat(chains).extracting(List::size).containsExactlyInAnyOrder(7, 3, 2, 2);
    assertThat(chains)
        .allSatisfy(
            chain -> assertThat(chain.stream().map(FaultPoint::fault).distinct()).hasSize(1));
  }

  @Test
  void putsPointsOfOneRunFarFromEachOther() {
    List<FaultPoint> first = Chains.deal(POINTS.subList(0, 6), fault -> 3).get(0);

    assertThat(first).extracting(point -> point.call().nth()).containsExactly(1, 3, 5);
  }

  @Test
  void givesDifferentFaultsOfOneCallToDifferentRuns() {
    List<FaultPoint> inOrderOfCalls =
        IntStream.rangeClosed(1, 7)
            .boxed()
            .flatMap(
                nth ->
                    Stream.of(FaultType.ANSWER_LOST, FaultType.KILLED_BEFORE)
                        .map(fault -> point(fault, nth)))
            .toList();

    List<List<FaultPoint>> chains = Chains.mixed(inOrderOfCalls, 5);

    assertThat(chains).hasSize(3);
    assertThat(chains)
        .allSatisfy(
            chain -> assertThat(chain).extracting(FaultPoint::call).doesNotHaveDuplicates());
  }

  private static FaultPoint point(FaultType fault, int nth) {
    CallPoint call = new CallPoint("cloudstack listVolumes(os)", nth);
    return new FaultPoint(Flow.CLEANUP, call, fault);
  }
}
