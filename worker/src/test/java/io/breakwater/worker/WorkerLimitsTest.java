package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.worker.WorkerOptions;
import org.junit.jupiter.api.Test;

class WorkerLimitsTest {
  /** With the SDK's 200 and one second, 60 operations on two processors failed 100 times. */
  @Test
  void replaysFewWorkflowsAtOnceAndGivesThemTime() {
    WorkerOptions options = BreakwaterWorker.options(200);

    assertThat(options.getMaxConcurrentWorkflowTaskExecutionSize())
        .isLessThanOrEqualTo(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()));
    assertThat(options.getDefaultDeadlockDetectionTimeout()).isGreaterThanOrEqualTo(10_000);
    assertThat(options.getMaxConcurrentActivityExecutionSize()).isEqualTo(200);
  }
}
