package io.breakwater.inventory.history;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.inventory.history.OperationFilter.Cursor;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/** Operations and what happened in them, ours and the old system's. Read only. Thread-safe. */
public final class OperationHistory {
  private static final String PAGE =
      "SELECT * FROM ("
          + OperationSql.OPERATIONS
          + ") h WHERE (:vm IS NULL OR h.context_id = :vm OR h.vm_name = :vm)"
          + " AND (:kind IS NULL OR h.kind = :kind) AND (:state IS NULL OR h.state = :state)"
          + " AND (:from IS NULL OR h.started_at >= :from)"
          + " AND (:to IS NULL OR h.started_at < :to)"
          + " AND (:at IS NULL OR h.started_at < :at OR (h.started_at = :at AND h.id < :id))"
          + " ORDER BY h.started_at DESC, h.id DESC LIMIT :limit";

  private static final String ONE =
      "SELECT * FROM (" + OperationSql.OPERATIONS + ") h WHERE h.id = :id LIMIT 1";

  private static final String OWN_STEPS =
      "SELECT * FROM breakwater_steps WHERE operation_id = :id ORDER BY round, seq";

  private static final String OLD_STEPS = "SELECT * FROM job_steps WHERE job_id = :id ORDER BY seq";

  /** Without the copies of audit entries, which come with their own words. */
  private static final String LOG =
      "SELECT ts AS at, level, message, JSON_VALUE(attrs, '$.step') AS step FROM log_events"
          + " WHERE job_id = :id AND (JSON_VALUE(attrs, '$.why') IS NULL"
          + " OR JSON_VALUE(attrs, '$.at') IS NULL) ORDER BY id DESC LIMIT :limit";

  private static final String AUDIT =
      "SELECT at, what, who, why FROM breakwater_audit WHERE operation_id = :id"
          + " ORDER BY id DESC LIMIT :limit";

  private static final String REASON =
      "SELECT why FROM breakwater_audit WHERE operation_id = :id AND what LIKE 'STARTED %'"
          + " ORDER BY id LIMIT 1";

  private static final String HELD_SINCE =
      "SELECT MAX(at) AS at FROM breakwater_audit WHERE operation_id = :id AND what = 'HOLDS'";

  private static final int MOST_EVENTS = 2_000;

  private final Transactions transactions;

  public OperationHistory(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Operations, the newest first. */
  public List<OperationRecord> page(OperationFilter filter) {
    Cursor after = filter.after();
    return transactions.in(
        handle ->
            handle
                .createQuery(PAGE)
                .bind("vm", filter.vm())
                .bind("kind", filter.kind() == null ? null : filter.kind().name())
                .bind("state", filter.state() == null ? null : filter.state().name())
                .bind("from", filter.from() == null ? null : Columns.utc(filter.from()))
                .bind("to", filter.to() == null ? null : Columns.utc(filter.to()))
                .bind("at", after == null ? null : Columns.utc(after.startedAt()))
                .bind("id", after == null ? null : after.id())
                .bind("limit", filter.limit())
                .map((row, view) -> OperationSql.operation(row))
                .list());
  }

  /** One operation. */
  public Optional<OperationRecord> find(String id) {
    return transactions.in(
        handle ->
            handle
                .createQuery(ONE)
                .bind("id", id)
                .map((row, view) -> OperationSql.operation(row))
                .findFirst());
  }

  /** The steps of all rounds in the order of the plans; for the old system's, as they began. */
  public List<RecordedStep> steps(OperationRecord operation) {
    return transactions.in(
        handle ->
            of(handle, operation.own() ? OWN_STEPS : OLD_STEPS, operation.id())
                .map(
                    (row, view) ->
                        operation.own() ? OperationSql.ownStep(row) : OperationSql.oldStep(row))
                .list());
  }

  /** What happened and who did what, oldest first; of very many the newest. */
  public List<RecordedEvent> events(String id) {
    return transactions.in(
        handle ->
            Stream.concat(
                    of(handle, LOG, id)
                        .bind("limit", MOST_EVENTS)
                        .map((row, view) -> OperationSql.logged(row))
                        .list()
                        .stream(),
                    of(handle, AUDIT, id)
                        .bind("limit", MOST_EVENTS)
                        .map((row, view) -> OperationSql.audited(row))
                        .list()
                        .stream())
                .sorted(Comparator.comparing(RecordedEvent::at))
                .toList());
  }

  /** Why it was started; empty when nobody said. */
  public Optional<String> reason(String id) {
    return transactions.in(handle -> of(handle, REASON, id).mapTo(String.class).findFirst());
  }

  /** When it last began to hold for a decision; empty when it never did. */
  public Optional<java.time.Instant> heldSince(String id) {
    return transactions.in(
        handle ->
            of(handle, HELD_SINCE, id)
                .map((row, view) -> Optional.ofNullable(Columns.instant(row, "at")))
                .one());
  }

  private static Query of(Handle handle, String sql, String id) {
    return handle.createQuery(sql).bind("id", id);
  }
}
