package io.breakwater.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.Batch.VmState;
import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import io.temporal.failure.TimeoutFailure;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The test server tells parents nothing of a terminated child, so its failures are made here. */
class BatchChildTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(failure("RolledBack"), VmState.ROLLED_BACK, "as told"),
        Arguments.of(failure("Refused"), VmState.REFUSED, "as told"),
        Arguments.of(failure("CleanupRequired"), VmState.CLEANUP_REQUIRED, "as told"),
        Arguments.of(failure("Bug"), VmState.CLEANUP_REQUIRED, "unexpectedly (Bug: as told)"),
        Arguments.of(new CanceledFailure("so"), VmState.CANCELLED, "its own result"),
        Arguments.of(
            new TerminatedFailure("so", null), VmState.CLEANUP_REQUIRED, "it was terminated"),
        Arguments.of(
            new TimeoutFailure("so", null, TimeoutType.TIMEOUT_TYPE_START_TO_CLOSE),
            VmState.CLEANUP_REQUIRED,
            "Timeout"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysWhatTheFailureOfAnOperationMeans(Throwable cause, VmState state, String summary) {
    BatchChild.Ended ended = BatchChild.read(new IllegalStateException("child failed", cause));

    assertThat(ended.state()).isEqualTo(state);
    assertThat(ended.summary()).contains(summary);
  }

  private static Throwable failure(String type) {
    return ApplicationFailure.newNonRetryableFailure("as told", type);
  }
}
