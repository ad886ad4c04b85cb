package io.breakwater.inventory.failover;

import static io.breakwater.inventory.Comparison.same;
import static io.breakwater.inventory.failover.FailoverStatus.failed;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.job.JobLog;
import io.breakwater.inventory.replication.Replications;
import io.breakwater.operation.OperationKind;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code failover_jobs}: one row per failover, its status only climbs. Thread-safe. */
public final class FailoverJobs {
  /**
   * SQL condition: row {@code f} of {@code failover_jobs} belongs to context {@code c}. The oldest
   * engine left the context out; then vm id or a name that no other context bears has to tell.
   */
  public static final String OF_CONTEXT =
      "(f.vm_context_id = c.context_id OR (f.vm_context_id IS NULL AND ("
          + same("f.vm_id", "c.vmware_vm_id")
          + " OR ("
          + same("f.source_vm_name", "c.vm_name")
          + " AND NOT EXISTS (SELECT 1 FROM vm_replication_contexts o"
          + " WHERE o.context_id <> c.context_id AND (o.vm_name = c.vm_name OR "
          + same("o.vmware_vm_id", "f.vm_id")
          + "))))))";

  private static final int MESSAGE_LENGTH = 8_000;

  private static final List<String> ON_THE_WAY_UP =
      List.of(
          "pending",
          "validating",
          "executing",
          "running",
          "snapshotting",
          "creating_vm",
          "switching_volume",
          "powering_on");

  private static final Set<FailoverStatus> OWN_LADDER =
      Collections.unmodifiableSet(
          EnumSet.range(FailoverStatus.validating, FailoverStatus.completed));

  private static final Set<FailoverStatus> CLEANUP_LADDER =
      Collections.unmodifiableSet(
          EnumSet.range(FailoverStatus.cleaning_up, FailoverStatus.cleanup_completed));

  private static final List<String> DESTINATION_UP =
      List.of("completed", "cleaning_up", "vm_shutdown_complete", "snapshot_rollback_complete");

  private static final String CREATE =
      "INSERT INTO failover_jobs (vm_context_id, job_id, vm_id, replication_job_id, job_type,"
          + " status, source_vm_name, source_vm_spec, started_at)"
          + " SELECT c.context_id, :job, c.vmware_vm_id, :replication, :type, 'pending', c.vm_name,"
          + " :spec, CURRENT_TIMESTAMP FROM vm_replication_contexts c"
          + " WHERE c.context_id = :context ON DUPLICATE KEY UPDATE job_id = VALUES(job_id)";

  private static final String CLIMB =
      "UPDATE failover_jobs SET status = :status,"
          + " completed_at = IF(:ends, COALESCE(completed_at, CURRENT_TIMESTAMP), completed_at)"
          + " WHERE job_id = :job AND status IN (<below>)";

  private static final String FAIL =
      "UPDATE failover_jobs SET status = 'failed', error_message = :message,"
          + " completed_at = CURRENT_TIMESTAMP WHERE job_id = :job AND status <> 'failed'";

  private static final String CLIMB_CLEANUP =
      "UPDATE failover_jobs SET status = :status WHERE id = :id AND status NOT IN (<above>)";

  private static final String CLEANUP_TARGET =
      "SELECT f.id FROM failover_jobs f JOIN vm_replication_contexts c ON "
          + OF_CONTEXT
          + " WHERE c.context_id = :context"
          + " AND f.status NOT IN ('failed', 'cleanup', 'cleanup_completed')"
          + " ORDER BY f.id DESC LIMIT 1";

  private static final String FAIL_STALE =
      "UPDATE failover_jobs f JOIN vm_replication_contexts c ON "
          + OF_CONTEXT
          + " SET f.status = 'failed', f.error_message = COALESCE(f.error_message, :message),"
          + " f.completed_at = COALESCE(f.completed_at, CURRENT_TIMESTAMP)"
          + " WHERE c.context_id = :context AND f.job_id <> :job AND f.id <> :target"
          + " AND f.status IN (<stale>)";

  private static final String NEWEST_UP =
      "SELECT f.job_id FROM failover_jobs f JOIN vm_replication_contexts c ON "
          + OF_CONTEXT
          + " WHERE c.context_id = :context AND f.status IN (<up>) ORDER BY f.id DESC LIMIT 1";

  private final Transactions transactions;
  private final Replications replications;
  private final SourceSpec spec;

  public FailoverJobs(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
    this.replications = new Replications(jdbi);
    this.spec = new SourceSpec(jdbi);
  }

  /** Opens the row of a failover, pending, with the description of the source. Idempotent. */
  public void create(OperationRef operation, OperationKind kind) {
    if (!kind.isFailover()) {
      throw new IllegalArgumentException(kind + " is no failover");
    }
    String replication = replications.newestJob(operation.context()).orElse(null);
    String description = spec.json(operation);
    transactions.run(
        handle ->
            handle
                .createUpdate(CREATE)
                .bind("context", operation.context().value())
                .bind("job", JobLog.jobId(operation.id()))
                .bind("replication", replication)
                .bind("type", kind == OperationKind.LIVE_FAILOVER ? "live" : "test")
                .bind("spec", description)
                .execute());
  }

  /** Moves the operation's own row up the ladder; never down, and never out of its end. */
  public void climb(OperationId operation, FailoverStatus status) {
    if (!OWN_LADDER.contains(status)) {
      throw new IllegalArgumentException(status + " is no step above the first of a failover");
    }
    transactions.run(
        handle ->
            handle
                .createUpdate(CLIMB)
                .bind("job", JobLog.jobId(operation))
                .bind("status", status.name())
                .bind("ends", status == FailoverStatus.completed)
                .bindList("below", names(EnumSet.complementOf(EnumSet.range(status, failed))))
                .execute());
  }

  /** Records the destination in the operation's own row. */
  public void destination(OperationId operation, MachineId machine) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "UPDATE failover_jobs SET destination_vm_id = :machine WHERE job_id = :job")
                .bind("machine", machine.value())
                .bind("job", JobLog.jobId(operation))
                .execute());
  }

  /**
   * Ends the operation's own row as failed, wherever it stood: only the operation that did not
   * reach its goal calls this. The first message stays.
   */
  public void fail(OperationId operation, String message) {
    transactions.run(
        handle ->
            handle
                .createUpdate(FAIL)
                .bind("job", JobLog.jobId(operation))
                .bind("message", Columns.fit(message, MESSAGE_LENGTH))
                .execute());
  }

  /**
   * Moves the row of the failover that a cleanup takes back up the ladder. Which row that is, is
   * decided at the first call of an operation: the newest of the VM that was not taken back and did
   * not fail.
   *
   * @return false when there is no such row
   */
  public boolean climbCleanup(OperationRef cleanup, FailoverStatus status) {
    if (!CLEANUP_LADDER.contains(status)) {
      throw new IllegalArgumentException(status + " is no step of the cleanup ladder");
    }
    return transactions.in(
        handle -> {
          long target = CleanupTarget.of(handle, cleanup, CLEANUP_TARGET);
          handle
              .createUpdate(CLIMB_CLEANUP)
              .bind("id", target)
              .bind("status", status.name())
              .bindList("above", names(EnumSet.range(status, failed)))
              .execute();
          return target != CleanupTarget.NONE;
        });
  }

  /**
   * Fails the VM's other rows that stand below completed although nothing works on them any more;
   * they would keep the old system from deleting replication jobs. A row whose cleanup died stays:
   * the next cleanup goes on with it.
   */
  public void failStale(OperationRef operation, String message) {
    transactions.run(
        handle ->
            handle
                .createUpdate(FAIL_STALE)
                .bind("context", operation.context().value())
                .bind("job", JobLog.jobId(operation.id()))
                .bind("target", CleanupTarget.known(handle, operation))
                .bind("message", Columns.fit(message, MESSAGE_LENGTH))
                .bindList("stale", ON_THE_WAY_UP)
                .execute());
  }

  /**
   * The operation of ours that brought the VM's newest destination up and was not taken back
   * completely; empty also when the old system brought it up.
   */
  public Optional<OperationId> lastFailover(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(NEWEST_UP)
                .bind("context", context.value())
                .bindList("up", DESTINATION_UP)
                .mapTo(String.class)
                .findOne()
                .flatMap(job -> operationOf(handle, job)));
  }

  private static Optional<OperationId> operationOf(Handle handle, String job) {
    return handle
        .createQuery("SELECT operation_id FROM breakwater_operations WHERE job_id = :job")
        .bind("job", job)
        .mapTo(String.class)
        .findFirst()
        .map(OperationId::new);
  }

  private static List<String> names(Set<FailoverStatus> statuses) {
    return statuses.stream().map(Enum::name).toList();
  }
}
