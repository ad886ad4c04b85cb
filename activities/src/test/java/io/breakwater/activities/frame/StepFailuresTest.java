package io.breakwater.activities.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.inventory.lease.LeaseLost;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepFailuresTest {

  static Stream<Arguments> table() {
    return Stream.of(
        Arguments.of(new LeaseLost("taken over"), "LeaseLost", false),
        Arguments.of(new DatabaseUnavailable("down", null), "DatabaseUnavailable", true),
        Arguments.of(new IllegalStateException("records"), "IllegalStateException", false),
        Arguments.of(
            new UncheckedIOException(new java.io.IOException("x")), "UncheckedIOException", true),
        Arguments.of(StepFailures.precondition("no"), "PreconditionFailed", false),
        Arguments.of(StepFailures.retryable("busy", "VolumeBusy"), "VolumeBusy", true));
  }

  @ParameterizedTest
  @MethodSource("table")
  void givesEveryExceptionAStableType(Throwable thrown, String type, boolean retryable) {
    Throwable failure = StepFailures.of(new CompletionException(new CompletionException(thrown)));

    assertThat(failure)
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            f -> {
              assertThat(f.getType()).isEqualTo(type);
              assertThat(f.isNonRetryable()).isEqualTo(!retryable);
            });
  }

  @Test
  void leavesTheEndOfAWaitToThoseWhoKnowIt() {
    StepStopped stopped = new StepStopped(StepStopped.Cause.SHUTDOWN);
    OutOfBudget late = new OutOfBudget("job 1", Duration.ofSeconds(1));

    assertThat(StepFailures.of(new CompletionException(stopped))).isSameAs(stopped);
    assertThat(StepFailures.of(late)).isSameAs(late);
  }
}
