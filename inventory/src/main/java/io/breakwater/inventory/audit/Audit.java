package io.breakwater.inventory.audit;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.Transactions;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The audit log. Entries are added and never changed. Thread-safe. */
public final class Audit {
  private static final int WHAT_LENGTH = 191;
  private static final int WHO_LENGTH = 255;
  private static final int WHY_LENGTH = 8_000;

  private static final String RECORD =
      "INSERT INTO breakwater_audit (at, operation_id, context_id, what, who, why, details)"
          + " VALUES (:at, :operation, :context, :what, :who, :why, :details)"
          + " ON DUPLICATE KEY UPDATE what = VALUES(what)";

  private static final String OF_CONTEXT =
      "SELECT * FROM breakwater_audit WHERE context_id = :context ORDER BY at DESC, id DESC";

  private static final String HOLDING =
      "SELECT what IN ('HOLDS', 'STILL HOLDS') AS holds, why FROM breakwater_audit"
          + " WHERE operation_id = :operation"
          + " AND (what IN ('HOLDS', 'STILL HOLDS') OR what LIKE 'DECIDED %')"
          + " ORDER BY at DESC, id DESC LIMIT 1";

  private final Transactions transactions;

  public Audit(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Adds an entry without details. */
  public void record(OperationRef operation, AuditEntry entry) {
    record(operation, entry, Map.of());
  }

  /**
   * Adds an entry, once for the same operation, time and what.
   *
   * @param details kept as JSON; never a secret
   */
  public void record(OperationRef operation, AuditEntry entry, Map<String, ?> details) {
    transactions.run(
        handle ->
            handle
                .createUpdate(RECORD)
                .bind("at", Columns.utc(entry.at()))
                .bind("operation", operation.id().value())
                .bind("context", operation.context().value())
                .bind("what", Columns.fit(entry.what(), WHAT_LENGTH))
                .bind("who", Columns.fit(entry.by(), WHO_LENGTH))
                .bind("why", Columns.fit(entry.why(), WHY_LENGTH))
                .bind("details", details.isEmpty() ? null : Json.write(details))
                .execute());
  }

  /** Whether the operation has an entry of exactly this what. */
  public boolean has(OperationId operation, String what) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT EXISTS (SELECT 1 FROM breakwater_audit"
                        + " WHERE operation_id = :operation AND what = :what)")
                .bind("operation", operation.value())
                .bind("what", Columns.fit(what, WHAT_LENGTH))
                .mapTo(Boolean.class)
                .one());
  }

  /**
   * What a person is asked about an operation that holds; empty once somebody decided. Within a
   * transaction of the caller.
   */
  public static Optional<String> question(Handle handle, OperationId operation) {
    return handle
        .createQuery(HOLDING)
        .bind("operation", operation.value())
        .map(
            (row, view) ->
                row.getBoolean("holds")
                    ? Optional.ofNullable(row.getString("why"))
                    : Optional.<String>empty())
        .findFirst()
        .flatMap(Function.identity());
  }

  /** The entries about a VM, newest first. */
  public List<AuditRow> of(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(OF_CONTEXT)
                .bind("context", context.value())
                .map((row, view) -> read(row))
                .list());
  }

  private static AuditRow read(ResultSet row) throws SQLException {
    return new AuditRow(
        Columns.instant(row, "at"),
        new OperationId(row.getString("operation_id")),
        new ContextId(row.getString("context_id")),
        row.getString("what"),
        row.getString("who"),
        row.getString("why"),
        row.getString("details"));
  }
}
