package io.breakwater.activities.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.replication.FinalSync;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.inventory.replication.ReplicationJob;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.simulator.oma.ReplicationEnd;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps on the source as activities of a Temporal server, against VMA, OMA and MariaDB. */
class SourceStepsTest {
  @TempDir private static Path directory;
  private static SourceBench bench;

  private ProtectedBench vm;
  private ProtectedContext source;

  @BeforeAll
  static void open() {
    bench = new SourceBench(directory);
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect();
    source = vm.vm();
  }

  @Test
  void recordsWhenTheSourceWasSeenOff() {
    Instant before = Instant.now();

    assertThat(run(new Step.PowerOffSource()).effect()).isEqualTo(Effect.DONE);

    assertThat(bench.isOn(source)).isFalse();
    assertThat(bench.live(vm).orElseThrow().sourceOffAt()).isAfter(before);
  }

  @Test
  void keepsTheFirstTimeOfASourceThatStayedOff() {
    run(new Step.PowerOffSource());
    Instant first = bench.live(vm).orElseThrow().sourceOffAt();

    assertThat(run(new Step.PowerOffSource()).effect()).isEqualTo(Effect.ALREADY);

    assertThat(bench.live(vm).orElseThrow().sourceOffAt()).isEqualTo(first);
  }

  @Test
  void recordsTheJobThatCompletedWithTheSourceOff() {
    run(new Step.PowerOffSource());

    run(new Step.SyncSource());

    LiveFailoverRow row = bench.live(vm).orElseThrow();
    ReplicationJob job =
        bench
            .inventory()
            .replicationJobs()
            .find(SourceBench.context(vm), row.finalSyncJob())
            .orElseThrow();
    assertThat(job.isCompleted()).isTrue();
    assertThat(job.isAfter(row.sourceOffAt())).isTrue();
    assertThat(row.finalSyncAt()).isAfter(job.createdAt());
  }

  @Test
  void doesNotSyncASourceThatNobodySawOff() {
    ApplicationFailure failure = failure(new Step.SyncSource());

    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure).hasMessageContaining("nobody saw its source off");
  }

  @Test
  void doesNotSyncASourceThatIsOnAgain() {
    run(new Step.PowerOffSource());
    bench.setPower(source, true);

    ApplicationFailure failure = failure(new Step.SyncSource());

    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(bench.live(vm).orElseThrow().finalSyncJob()).isNull();
  }

  @Test
  void saysWhyTheFinalSyncFailed() {
    run(new Step.PowerOffSource());
    bench.appliance().site().oma().nextReplication(source.contextId(), ReplicationEnd.FAILS);

    ApplicationFailure failure = failure(new Step.SyncSource());

    assertThat(failure.getType()).isEqualTo(FinalSync.FAILED);
    assertThat(failure).hasMessageContaining("simulated failure of the transfer");
    assertThat(bench.live(vm).orElseThrow().finalSyncAt()).isNull();
  }

  @Test
  void leavesTheSourceOffWhileItsDestinationRuns() {
    bench.setPower(source, false);
    startDestination();

    ApplicationFailure failure = failure(new Step.PowerOnSource());

    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure).hasMessageContaining(vm.machine().value());
    assertThat(bench.isOn(source)).isFalse();
  }

  @Test
  void leavesTheSourceOffWhileADestinationOfTheOldSystemRuns() {
    bench.setPower(source, false);
    String machine = bench.appliance().appliance().value();
    bench.update(
        "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, job_type, status,"
            + " source_vm_name, destination_vm_id) VALUES (?, ?, ?, 'live', 'completed', ?, ?)",
        source.contextId(),
        "old-" + source.vmName(),
        source.vmwareVmId(),
        source.vmName(),
        machine);

    ApplicationFailure failure = failure(new Step.PowerOnSource());

    assertThat(failure).hasMessageContaining(machine);
    assertThat(bench.isOn(source)).isFalse();
  }

  @Test
  void powersTheSourceOnOnceTheDestinationIsStopped() {
    bench.setPower(source, false);
    vm.withDestination();

    assertThat(run(new Step.PowerOnSource()).effect()).isEqualTo(Effect.DONE);

    assertThat(bench.isOn(source)).isTrue();
  }

  @Test
  void saysThatTheLoginIsMissingAndTriesNothing() {
    bench.update(
        "UPDATE vm_replication_contexts SET vcenter_host = 'vc-without-login.example.test',"
            + " credential_id = NULL WHERE context_id = ?",
        source.contextId());

    ApplicationFailure failure = failure(new Step.PowerOffSource());

    assertThat(failure.getType()).isEqualTo("CredentialsUnavailable");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(bench.isOn(source)).isTrue();
  }

  /** On its template root, which holds nothing. */
  private void startDestination() {
    vm.withDestination();
    VolumeId root =
        bench.inventory().machines().find(vm.operation().id()).orElseThrow().templateRoot();
    bench.appliance().awaitJob(vm.cloud().attach(root, vm.machine(), 0));
    bench.appliance().awaitJob(vm.cloud().start(vm.machine()));
  }

  private StepResult run(Step action) {
    return bench.temporal().run(vm.call(action));
  }

  private ApplicationFailure failure(Step action) {
    return catchThrowableOfType(
        ApplicationFailure.class, () -> bench.temporal().once(vm.call(action)));
  }
}
