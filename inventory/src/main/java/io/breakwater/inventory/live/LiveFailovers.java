package io.breakwater.inventory.live;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The live failovers of this installation, one row each. Idempotent. Thread-safe. */
public final class LiveFailovers {
  private static final String ROW =
      "INSERT IGNORE INTO breakwater_live_failovers (operation_id, context_id)"
          + " VALUES (:operation, :context)";

  private static final String SOURCE_OFF =
      "UPDATE breakwater_live_failovers SET source_off_at = :at WHERE operation_id = :operation";

  private static final String SYNCED =
      "UPDATE breakwater_live_failovers SET final_sync_at ="
          + " IF(final_sync_job <=> :job, COALESCE(final_sync_at, :at), :at), final_sync_job = :job"
          + " WHERE operation_id = :operation";

  private static final String START_SUBMITTED =
      "UPDATE breakwater_live_failovers SET"
          + " start_submitted_at = COALESCE(start_submitted_at, UTC_TIMESTAMP(6))"
          + " WHERE operation_id = :operation";

  private static final String TAKEN_BACK =
      "UPDATE breakwater_live_failovers SET taken_back_at = UTC_TIMESTAMP(6)"
          + " WHERE context_id = :context AND taken_back_at IS NULL AND committed_at IS NULL";

  private static final String SELECT = "SELECT * FROM breakwater_live_failovers";

  private static final String STARTED_AND_OPEN =
      SELECT
          + " WHERE context_id = :key AND start_submitted_at IS NOT NULL"
          + " AND taken_back_at IS NULL AND committed_at IS NULL"
          + " ORDER BY start_submitted_at DESC LIMIT 1";

  private static final String NEWEST_SYNC =
      SELECT
          + " WHERE context_id = :key AND final_sync_at IS NOT NULL"
          + " ORDER BY final_sync_at DESC LIMIT 1";

  private final Transactions transactions;

  public LiveFailovers(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Records when a worker saw the source off; the newest time counts. */
  public void sourceOff(OperationRef operation, Instant at) {
    transactions.run(
        handle -> {
          row(handle, operation);
          handle
              .createUpdate(SOURCE_OFF)
              .bind("at", Columns.utc(at))
              .bind("operation", operation.id().value())
              .execute();
        });
  }

  /** Records the final sync; a job that is recorded already keeps its time. */
  public void synced(OperationRef operation, String job, Instant at) {
    transactions.run(
        handle -> {
          row(handle, operation);
          handle
              .createUpdate(SYNCED)
              .bind("job", job)
              .bind("at", Columns.utc(at))
              .bind("operation", operation.id().value())
              .execute();
        });
  }

  /**
   * Records, before the start of the destination is submitted, that it may hold data of its own
   * from now on. The first time stays.
   */
  public void startSubmitted(OperationRef operation) {
    transactions.run(
        handle -> {
          row(handle, operation);
          handle.createUpdate(START_SUBMITTED).bind("operation", operation.id().value()).execute();
        });
  }

  /** Records that every open live failover of the VM was taken back: its disks are home. */
  public void takenBack(ContextId context) {
    transactions.run(
        handle -> handle.createUpdate(TAKEN_BACK).bind("context", context.value()).execute());
  }

  public Optional<LiveFailoverRow> find(OperationId operation) {
    return select(SELECT + " WHERE operation_id = :key", operation.value());
  }

  /**
   * The operation that submitted the start of a live destination and was neither taken back nor
   * committed.
   */
  public Optional<OperationId> startedAndOpen(ContextId context) {
    return select(STARTED_AND_OPEN, context.value()).map(LiveFailoverRow::operation);
  }

  /** The live failover of the VM whose final sync completed last. */
  public Optional<LiveFailoverRow> newestSync(ContextId context) {
    return select(NEWEST_SYNC, context.value());
  }

  private Optional<LiveFailoverRow> select(String sql, String key) {
    return transactions.in(
        handle -> handle.createQuery(sql).bind("key", key).map((row, view) -> read(row)).findOne());
  }

  private static void row(Handle handle, OperationRef operation) {
    handle
        .createUpdate(ROW)
        .bind("operation", operation.id().value())
        .bind("context", operation.context().value())
        .execute();
  }

  private static LiveFailoverRow read(ResultSet row) throws SQLException {
    return new LiveFailoverRow(
        new OperationId(row.getString("operation_id")),
        new ContextId(row.getString("context_id")),
        Columns.instant(row, "source_off_at"),
        row.getString("final_sync_job"),
        Columns.instant(row, "final_sync_at"),
        Columns.instant(row, "start_submitted_at"),
        Columns.instant(row, "taken_back_at"),
        Columns.instant(row, "committed_at"));
  }
}
