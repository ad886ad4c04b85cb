package io.breakwater.e2e.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.sweep.Act.Hand;
import io.breakwater.e2e.sweep.Act.Operate;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever operations, faults and hands come over one VM: nothing of it is lost, and what
 * operations say of it is true. A story that fails is shrunk and printed.
 */
class StoriesOfOneVmTest {
  private static final int MOST_ACTS = 4;
  private static final int CALLS = 60;

  private static final List<Flow> FLOWS =
      List.of(
          Flow.TEST_FAILOVER,
          Flow.TEST_FAILOVER,
          Flow.LIVE_FAILOVER,
          Flow.CLEANUP,
          Flow.ROLLBACK_OF_LIVE,
          Flow.RECOVERY);

  private static final List<FaultType> FAULTS =
      List.of(
          FaultType.ANSWER_LOST,
          FaultType.EFFECT_LATE,
          FaultType.RESET,
          FaultType.JOB_FAILS_431,
          FaultType.JOB_VANISHES,
          FaultType.JOB_WITHOUT_RESULT,
          FaultType.KILLED_AFTER_EFFECT,
          FaultType.DATABASE_CUT,
          FaultType.CANCELLED);

  private static Scene scene;

  @AfterContainer
  static void close() {
    if (scene != null) {
      scene.close();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void loseNothing(@ForAll("stories") List<Act> story) {
    if (scene == null) {
      scene = Scene.open(Path.of("target", "stories").toAbsolutePath());
    }

    assertThat(scene.play(story)).as(story.toString()).isEmpty();
  }

  @Provide
  Arbitrary<List<Act>> stories() {
    Arbitrary<Act> operations =
        Combinators.combine(
                Arbitraries.of(FLOWS),
                Arbitraries.of(FAULTS).injectNull(0.4),
                Arbitraries.integers().between(0, CALLS))
            .as(Operate::new);
    Arbitrary<Act> hands = Arbitraries.of(Hand.class).map(hand -> hand);
    return Arbitraries.frequencyOf(Tuple.of(2, operations), Tuple.of(1, hands))
        .list()
        .ofMinSize(1)
        .ofMaxSize(MOST_ACTS);
  }
}
