package io.breakwater.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Progress.StepProgress;
import io.breakwater.operation.Progress.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChainTest {
  private static final Instant BEGIN = Instant.parse("2026-01-01T03:00:00Z");

  private static StepProgress step(String id, long from, long to, String... needs) {
    return new StepProgress(
        id,
        null,
        id,
        StepState.DONE,
        List.of(needs),
        BEGIN.plusMillis(from),
        BEGIN.plusMillis(to),
        1,
        null);
  }

  @Test
  void followsTheStepsThatEachWaitedFor() {
    Chain chain =
        Chain.of(
            List.of(
                step("hold", 100, 200),
                step("snapshot", 200, 2200, "hold"),
                step("deploy", 200, 700, "hold"),
                step("attach", 2250, 4000, "snapshot", "deploy")));

    assertThat(chain.steps())
        .extracting(StepProgress::id)
        .containsExactly("hold", "snapshot", "attach");
    assertThat(chain.insideSteps()).isEqualTo(Duration.ofMillis(100 + 2000 + 1750));
    assertThat(chain.betweenSteps()).isEqualTo(Duration.ofMillis(50));
    assertThat(chain.words()).isEqualTo("hold 0.10, snapshot 2.00, attach 1.75");
  }
}
