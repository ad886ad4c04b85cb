package io.breakwater.inventory.request;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * {@code breakwater_requests}: every request that could change something. The row is written before
 * the request is carried out, so that nothing happens without one. Thread-safe.
 */
public final class RequestLog {
  private static final String RECEIVED =
      "INSERT INTO breakwater_requests (at, request_id, actor, role, address, method, path)"
          + " VALUES (:at, :request, :actor, :role, :address, :method, :path)";

  private final Transactions transactions;

  public RequestLog(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Notes a request that is about to be carried out. */
  public void received(Entry entry) {
    transactions.run(
        handle ->
            handle
                .createUpdate(RECEIVED)
                .bind("at", Columns.utc(entry.at()))
                .bind("request", entry.requestId())
                .bind("actor", Columns.fit(entry.actor(), 255))
                .bind("role", entry.role())
                .bind("address", Columns.fit(entry.address(), 64))
                .bind("method", Columns.fit(entry.method(), 16))
                .bind("path", Columns.fit(entry.path(), 1024))
                .execute());
  }

  /** Notes how it was answered. */
  public void answered(String requestId, int status, Instant at) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "UPDATE breakwater_requests SET status = :status, answered_at = :at"
                        + " WHERE request_id = :request")
                .bind("status", status)
                .bind("at", Columns.utc(at))
                .bind("request", requestId)
                .execute());
  }

  /** A request; its path is without the query, which might hold secrets. */
  public record Entry(
      Instant at,
      String requestId,
      String actor,
      String role,
      String address,
      String method,
      String path) {}
}
