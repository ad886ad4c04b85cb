package io.breakwater.activities.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.audit.AuditRow;
import io.breakwater.inventory.failover.FailoverStatus;
import io.breakwater.operation.Failures;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operations leave in the books when they begin and end. */
class BooksTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir private static Path directory;
  private static ApplianceBench bench;
  private static Inventory inventory;
  private static OperationSettings settings;

  private ProtectedBench vm;
  private ContextId context;

  @BeforeAll
  static void open() {
    bench = new ApplianceBench(directory);
    inventory = bench.inventory();
    settings = OperationSettings.defaults("installation-1");
  }

  @AfterAll
  static void close() {
    bench.close();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect(1);
    context = vm.operation().context();
    inventory.leases().release(vm.operation());
  }

  @Test
  void writesDownWhoStartedWhatAndAgreedToWhatOnce() {
    Begin begin = begin(OperationKind.LIVE_FAILOVER, List.of("unplanned", "skipFinalSync"));
    new Opening(inventory, settings).begin(begin);
    new Opening(inventory, settings).begin(begin);

    assertThat(inventory.audit().of(context))
        .extracting(AuditRow::what)
        .containsExactlyInAnyOrder(
            "STARTED LiveFailover", "CONSENTED unplanned", "CONSENTED skipFinalSync");
    assertThat(inventory.audit().of(context))
        .allMatch(row -> row.who().equals("anna") && row.why().equals("the site burns"));
  }

  @Test
  void opensTheRowOfALiveFailoverAndNoneOfACommit() {
    OperationRef failover =
        new Opening(inventory, settings)
            .begin(begin(OperationKind.LIVE_FAILOVER, List.of()))
            .operation();
    assertThat(failoverRows()).containsExactly("live");
    inventory.leases().release(failover);

    new Opening(inventory, settings).begin(begin(OperationKind.COMMIT, List.of()));

    assertThat(failoverRows()).containsExactly("live");
  }

  @Test
  void remindsAsOftenAsItIsSet() {
    Begun begun =
        new Opening(inventory, settings).begin(begin(OperationKind.LIVE_FAILOVER, List.of()));

    assertThat(begun.remindAfter()).isEqualTo(settings.remindAfter());
    assertThat(begun.destinationName()).isEqualTo(vm.vm().vmName());
  }

  @Test
  void leavesTheVmFailedOverWhateverEndsACommitEarly() {
    for (End end : List.of(End.REFUSED, End.CANCELLED, End.CLEANUP_REQUIRED)) {
      OperationRef commit = commitThatHolds();

      new Closing(inventory, settings).finish(commit, result(commit, end));

      assertThat(status()).as(end.name()).isEqualTo(ContextStatus.failed_over_live);
    }
  }

  @Test
  void endsAnOperationThatARestoredDatabaseDoesNotKnow() {
    inventory.contexts().setStatus(context, ContextStatus.ready_for_failover);
    String id = UUID.randomUUID().toString();
    OperationRef forgotten =
        new OperationRef(new OperationId(id), context, vm.operation().vmName(), 1, 0);

    new Closing(inventory, settings).finish(forgotten, result(forgotten, End.CLEANUP_REQUIRED));

    assertThat(status()).isEqualTo(ContextStatus.ready_for_failover);
    assertThat(inventory.operations().find(forgotten.id())).isEmpty();
  }

  @Test
  void doesNotCommitDisksThatTheDestinationDoesNotHold() {
    vm.withDestination();
    Step record = new Step.RecordCommitted(vm.machineRef());
    InventoryStepActivities steps =
        new InventoryStepActivities(
            bench.frame(), inventory, bench.connections(), null, new Ladder(inventory));

    try (StepBench temporal = new StepBench(steps)) {
      ApplicationFailure failure =
          catchThrowableOfType(ApplicationFailure.class, () -> temporal.once(vm.call(record)));

      assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
      assertThat(failure).hasMessageContaining(vm.disk(0).volume().value());
    }
    assertThat(inventory.commits().of(vm.operation())).isEmpty();
  }

  @Test
  void climbsNoLadderWhileItCommits() {
    OperationRef failover =
        new Opening(inventory, settings)
            .begin(begin(OperationKind.LIVE_FAILOVER, List.of()))
            .operation();
    inventory.failoverJobs().climb(failover.id(), FailoverStatus.completed);
    inventory.leases().release(failover);
    OperationRef commit = commitThatHolds();

    new Ladder(inventory).climbCleanup(commit, FailoverStatus.cleaning_up);

    assertThat(inventory.failoverJobs().lastFailover(context)).contains(failover.id());
    assertThat(all("SELECT status FROM failover_jobs WHERE vm_context_id = ?"))
        .containsExactly("completed");
  }

  private OperationRef commitThatHolds() {
    inventory.contexts().setStatus(context, ContextStatus.failed_over_live);
    OperationRef commit =
        new Opening(inventory, settings).begin(begin(OperationKind.COMMIT, List.of())).operation();
    inventory.contexts().hold(commit);
    assertThat(status()).isEqualTo(ContextStatus.cleanup_required);
    return commit;
  }

  private Begin begin(OperationKind kind, List<String> consents) {
    String id = UUID.randomUUID().toString();
    return new Begin(
        new OperationId(id),
        kind,
        context,
        "vm/" + context,
        id,
        null,
        NOON,
        "anna",
        consents,
        "the site burns",
        null,
        null);
  }

  private static OperationResult result(OperationRef operation, End end) {
    return new OperationResult(
        operation.id(),
        OperationKind.COMMIT,
        operation.context(),
        operation.vmName(),
        end,
        "it ended as " + end,
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private List<String> failoverRows() {
    return all("SELECT job_type FROM failover_jobs WHERE vm_context_id = ?");
  }

  private ContextStatus status() {
    return ContextStatus.valueOf(
        all("SELECT current_status FROM vm_replication_contexts WHERE context_id = ?").get(0));
  }

  private List<String> all(String sql) {
    return bench.jdbi().withHandle(h -> h.select(sql, context.value()).mapTo(String.class).list());
  }
}
