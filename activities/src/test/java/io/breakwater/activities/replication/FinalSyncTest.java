package io.breakwater.activities.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.HttpFault.Kind;
import io.breakwater.simulator.oma.ReplicationEnd;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole final syncs as activities of a Temporal server, with an OMA that replicates. */
class FinalSyncTest {
  private static final SyncLimits LIMITS =
      new SyncLimits(
          Duration.ofMillis(50),
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(500));

  @TempDir private static Path directory;
  private static ApplianceBench appliance;
  private static StepBench temporal;

  private final Instant off = Instant.now().minusSeconds(1);
  private SyncBench bench;
  private FinalSync sync;

  @BeforeAll
  static void open() {
    appliance = new ApplianceBench(directory);
    temporal = new StepBench(new SyncBench.Carrier());
  }

  @AfterAll
  static void close() {
    temporal.close();
    appliance.close();
  }

  @BeforeEach
  void protect() {
    bench = new SyncBench(appliance);
    sync = bench.sync(LIMITS, Clock.systemUTC());
  }

  @AfterEach
  void done() {
    bench.oma().clearFaults();
    bench.close();
  }

  @Test
  void followsItsJobUntilItCompleted() {
    StepResult result = bench.run(temporal, sync, bench.request(off));

    assertThat(result.effect()).isEqualTo(Effect.DONE);
    assertThat(result.detail()).contains("completed (incremental)");
    assertThat(bench.jobsAfter(off)).singleElement().matches(ReplicationJob::isCompleted);
  }

  @Test
  void looksForTheJobWhenTheAnswerIsLost() {
    bench.oma().add(HttpFault.times(Kind.LOST_ANSWER, "POST /api/v1/replications", 1));

    StepResult result = bench.run(temporal, sync, bench.request(off));

    assertThat(result.effect()).isNotEqualTo(Effect.DONE);
    assertThat(bench.jobsAfter(off)).singleElement().matches(ReplicationJob::isCompleted);
  }

  @Test
  void asksAgainWhenTheRequestDidNotArrive() {
    bench.oma().add(HttpFault.times(Kind.DROPPED, "POST /api/v1/replications", 1));

    StepResult result = bench.run(temporal, sync, bench.request(off));

    assertThat(result.effect()).isEqualTo(Effect.DONE);
    assertThat(bench.jobsAfter(off)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"FAILS,simulated failure of the transfer", "IS_CANCELLED,cancelled by operator"})
  void failsWithTheReasonThatTheJobLeft(ReplicationEnd end, String reason) {
    bench.oma().nextReplication(bench.vm().contextId(), end);

    ApplicationFailure failure =
        catchThrowableOfType(
            ApplicationFailure.class, () -> bench.run(temporal, sync, bench.request(off)));

    assertThat(failure.getType()).isEqualTo(FinalSync.FAILED);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure).hasMessageContaining(reason);
    assertThat(bench.jobsAfter(off)).hasSize(1);
  }

  @Test
  void takesACompletedJobOfAfterThePowerOffForDone() {
    StepResult first = bench.run(temporal, sync, bench.request(off));
    StepResult second = bench.run(temporal, sync, bench.request(off));

    assertThat(first.effect()).isEqualTo(Effect.DONE);
    assertThat(second.effect()).isEqualTo(Effect.ALREADY);
    assertThat(bench.jobsAfter(off)).hasSize(1);
  }

  @Test
  void refusesToReplicateAnotherVm() {
    SyncBench other = new SyncBench(appliance);

    assertThatThrownBy(() -> SyncRequest.of(bench.row(), other.discovered(), 1, off))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(bench.vm().vmwareVmId());
    other.close();
  }
}
