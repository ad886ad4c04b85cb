package io.breakwater.activities.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.await.Trail;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.vma.ManualStep;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.operation.Failures;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends a final sync, and which job it may adopt; its waits take no time. */
class FinalSyncLimitsTest {
  private static final SyncLimits LIMITS =
      new SyncLimits(
          Duration.ofSeconds(30),
          Duration.ofMinutes(5),
          Duration.ofMinutes(30),
          Duration.ofMinutes(1));

  @TempDir private static Path directory;
  private static ApplianceBench appliance;

  private final Instant start = Instant.now();
  private final Instant off = start.minusSeconds(1);
  private final ManualStep step = new ManualStep(start);
  private SyncBench bench;
  private FinalSync sync;

  @BeforeAll
  static void open() {
    appliance = new ApplianceBench(directory);
    // Jobs stay where each test puts them.
    appliance.site().oma().replicationTakes(Duration.ofDays(10));
  }

  @AfterAll
  static void close() {
    appliance.close();
  }

  @BeforeEach
  void protect() {
    bench = new SyncBench(appliance);
    sync = bench.sync(LIMITS, step.clock());
  }

  @AfterEach
  void done() {
    bench.close();
    appliance.site().oma().start();
  }

  @Test
  void givesUpWhenNothingMovesForFiveMinutes() {
    step.betweenLooks(() -> bench.setRunning("updated_at = NOW(3), vma_last_poll_at = NOW()"));

    ApplicationFailure failure = failure(off);

    assertThat(failure.getType()).isEqualTo(FinalSync.NO_PROGRESS);
    assertThat(failure).hasMessageContaining("no progress for 300 s").hasMessageContaining("0.0 %");
    assertThat(step.clock().instant()).isEqualTo(start.plus(LIMITS.noProgress()));
    assertThat(step.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "progress_percent = progress_percent + 1",
        "setup_progress_percent = setup_progress_percent + 1",
        "bytes_transferred = bytes_transferred + 1",
        "current_operation = CONCAT(current_operation, '.')",
        "vma_current_phase = CONCAT(COALESCE(vma_current_phase, ''), '.')"
      })
  void givesUpAfterHalfAnHourHoweverItMoves(String moves) {
    step.betweenLooks(() -> bench.setRunning(moves));

    ApplicationFailure failure = failure(off);

    assertThat(failure.getType()).isEqualTo(FinalSync.TIMED_OUT);
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(step.clock().instant()).isBetween(start.plusSeconds(1800), start.plusSeconds(1860));
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "Failed", "cancelled", "canceled", "stopped"})
  void failsWithEveryEndButCompleted(String status) {
    step.betweenLooks(
        () -> bench.setRunning("status = '" + status + "', error_message = 'disk is full'"));

    ApplicationFailure failure = failure(off);

    assertThat(failure.getType()).isEqualTo(FinalSync.FAILED);
    assertThat(failure).hasMessageContaining("disk is full");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status = 'resting'", "status = ''", "vm_context_id = NULL"})
  void doesNotTakeWhatItDoesNotKnowForAnEnd(String assignments) {
    step.betweenLooks(() -> bench.setRunning(assignments));

    assertThat(failure(off).getType()).isEqualTo(FinalSync.NO_PROGRESS);
  }

  @Test
  void doesNotBelieveACompletedJobWhoseDisksWereNotAllCopied() {
    step.betweenLooks(
        () -> {
          bench.update(
              "INSERT INTO cbt_history (vm_context_id, job_id, disk_id, change_id, sync_type,"
                  + " sync_success, created_at) SELECT vm_context_id, id, 'disk-2001', '52/9',"
                  + " 'incremental', 0, NOW() FROM replication_jobs WHERE vm_context_id = ?"
                  + " AND completed_at IS NULL",
              bench.vm().contextId());
          bench.setRunning("status = 'completed'");
        });

    ApplicationFailure failure = failure(off);

    assertThat(failure.getType()).isEqualTo(FinalSync.NO_PROGRESS);
    assertThat(failure).hasMessageContaining("records of its disks");
  }

  @Test
  void adoptsAJobThatWasStartedAfterThePowerOff() {
    bench.replicateByHand();
    step.betweenLooks(() -> bench.setRunning("status = 'completed'"));

    assertThat(run(off).effect()).isEqualTo(Effect.ADOPTED);
    assertThat(step.confirmed()).isZero();
    assertThat(bench.jobsAfter(off)).hasSize(1);
  }

  @Test
  void adoptsTheJobThatCameInItsWay() {
    step.onConfirm(bench::replicateByHand)
        .betweenLooks(() -> bench.setRunning("status = 'completed'"));

    assertThat(run(off).effect()).isEqualTo(Effect.ADOPTED);
    assertThat(step.confirmed()).isEqualTo(1);
    assertThat(bench.jobsAfter(off)).hasSize(1);
  }

  @Test
  void doesNotAdoptAJobThatWasStartedBefore() {
    String job = bench.replicateByHand();

    ApplicationFailure failure = failure(Instant.now().plusSeconds(60));

    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure).hasMessageContaining(job).hasMessageContaining("Wait for its end");
    assertThat(bench.jobsAfter(off)).hasSize(1);
    assertThat(step.isOpen()).isFalse();
  }

  @Test
  void saysThatTheContextNamesAJobThatEnded() {
    bench.update(
        "UPDATE vm_replication_contexts SET current_job_id = last_successful_job_id"
            + " WHERE context_id = ?",
        bench.vm().contextId());

    assertThat(failure(off)).hasMessageContaining("Correct current_job_id");
  }

  @Test
  void reportsAJobThatFailedWhileNobodyLooked() {
    bench.replicateByHand();
    bench.setRunning("status = 'failed', error_message = 'disk is full'");
    step.after(new Trail(null, off));

    assertThat(failure(off).getType()).isEqualTo(FinalSync.FAILED);
    assertThat(step.confirmed()).isZero();
  }

  @Test
  void asksAgainAfterAJobThatFailedBefore() {
    bench.replicateByHand();
    bench.setRunning("status = 'failed', completed_at = NOW(3)");
    bench.update(
        "UPDATE vm_replication_contexts SET current_job_id = NULL WHERE context_id = ?",
        bench.vm().contextId());
    step.betweenLooks(() -> bench.setRunning("status = 'completed'"));

    assertThat(run(off).effect()).isEqualTo(Effect.DONE);
    assertThat(bench.jobsAfter(off)).hasSize(2);
  }

  @Test
  void countsTheHalfHourFromTheFirstRequest() {
    bench.replicateByHand();
    AtomicInteger looks = new AtomicInteger();
    step.after(new Trail(null, start.minus(Duration.ofMinutes(28))))
        .betweenLooks(() -> bench.setRunning("progress_percent = " + looks.incrementAndGet()));

    assertThat(failure(off).getType()).isEqualTo(FinalSync.TIMED_OUT);
    assertThat(step.clock().instant()).isBefore(start.plus(Duration.ofMinutes(4)));
  }

  @Test
  void knowsThatARefusedConnectionMadeNoJob() {
    SyncRequest request = bench.request(off);
    appliance.site().oma().stop();

    ApplicationFailure failure = failure(request);

    assertThat(failure.getType()).isEqualTo("OmaUnavailable");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(step.isOpen()).isFalse();
  }

  @Test
  void doesNotRepeatARequestThatIsRefused() {
    SyncRequest good = bench.request(off);
    SyncRequest bad =
        new SyncRequest(good.context(), good.vm(), good.vcenterHost(), good.datacenter(), 0, off);

    ApplicationFailure failure = failure(bad);

    assertThat(failure.getType()).isEqualTo("OmaRefused");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure).hasMessageContaining("ossea_config_id is required");
  }

  private StepResult run(Instant sourceOffAt) {
    return sync.run(step, bench.request(sourceOffAt)).toCompletableFuture().join();
  }

  private ApplicationFailure failure(Instant sourceOffAt) {
    return failure(bench.request(sourceOffAt));
  }

  /** The failure that the workflow would see. */
  private ApplicationFailure failure(SyncRequest request) {
    Throwable thrown =
        Assertions.catchThrowable(() -> sync.run(step, request).toCompletableFuture().join());
    assertThat(thrown).isNotNull();
    return (ApplicationFailure) StepFailures.of(thrown);
  }
}
