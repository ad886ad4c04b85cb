package io.breakwater.inventory.audit;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * What people did, for whoever has to show it: entries of operations and requests through the
 * gateway in one line of time. Thread-safe.
 */
public final class AuditTrail {
  private static final String ENTRIES =
      "SELECT at, 'operation' AS source, who, NULL AS role, NULL AS address, what, context_id,"
          + " operation_id, why, NULL AS status, id FROM breakwater_audit"
          + " WHERE at >= :from AND at < :to"
          + " UNION ALL"
          + " SELECT at, 'request', actor, role, address, CONCAT(method, ' ', path), NULL, NULL,"
          + " NULL, status, id FROM breakwater_requests WHERE at >= :from AND at < :to"
          + " ORDER BY at, source, id LIMIT :most";

  private final Transactions transactions;

  public AuditTrail(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * The entries of a time, oldest first.
   *
   * @param from the first moment
   * @param to the moment after the last
   * @param most how many at most
   */
  public List<Entry> between(Instant from, Instant to, int most) {
    return transactions.in(
        handle ->
            handle
                .createQuery(ENTRIES)
                .bind("from", Columns.utc(from))
                .bind("to", Columns.utc(to))
                .bind("most", most)
                .map((row, view) -> entry(row))
                .list());
  }

  private static Entry entry(ResultSet row) throws SQLException {
    return new Entry(
        Columns.instant(row, "at"),
        row.getString("source"),
        row.getString("who"),
        row.getString("role"),
        row.getString("address"),
        row.getString("what"),
        row.getString("context_id"),
        row.getString("operation_id"),
        row.getString("why"),
        row.getObject("status", Integer.class));
  }

  /**
   * An entry; what its source does not know is null.
   *
   * @param source whether an operation noted it or a request came
   * @param status how a request was answered; null when the gateway ended before
   */
  public record Entry(
      Instant at,
      String source,
      String who,
      String role,
      String address,
      String what,
      String contextId,
      String operationId,
      String why,
      Integer status) {}
}
