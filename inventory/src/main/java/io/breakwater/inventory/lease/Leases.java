package io.breakwater.inventory.lease;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * One lease per VM context, with a fencing number that grows with every new holder. All times are
 * the database's, so the clocks of workers and installations do not matter. Thread-safe.
 */
public final class Leases {
  private static final String SELECT =
      "SELECT context_id, installation, operation_id, fencing, expires_at,"
          + " expires_at > UTC_TIMESTAMP(6) AS live FROM breakwater_leases"
          + " WHERE context_id = :context";

  private static final String NEW_ROW =
      "INSERT IGNORE INTO breakwater_leases"
          + " (context_id, installation, operation_id, fencing, expires_at)"
          + " VALUES (:context, :installation, NULL, 0, UTC_TIMESTAMP(6))";

  private static final String TAKE =
      "UPDATE breakwater_leases SET operation_id = :operation, installation = :installation,"
          + " fencing = :fencing,"
          + " expires_at = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND"
          + " WHERE context_id = :context";

  private static final String CONFIRM =
      "UPDATE breakwater_leases SET expires_at ="
          + " GREATEST(expires_at, UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND)"
          + " WHERE context_id = :context AND operation_id = :operation AND fencing = :fencing";

  private static final String RELEASE =
      "UPDATE breakwater_leases SET operation_id = NULL, expires_at = UTC_TIMESTAMP(6)"
          + " WHERE context_id = :context AND operation_id = :operation AND fencing = :fencing";

  private final Transactions transactions;

  public Leases(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * Takes the lease, or takes it again for the same operation, which keeps its fencing number.
   *
   * @return the fencing number
   * @throws LeaseHeld while another operation's lease has not run out
   */
  public long acquire(ContextId context, OperationId operation, String installation, Duration ttl) {
    return transactions.in(
        handle -> {
          Stored stored = lock(handle, context, installation);
          boolean ours = operation.value().equals(stored.operation());
          if (!ours && stored.operation() != null && stored.live()) {
            throw new LeaseHeld(context, stored.lease().orElseThrow());
          }
          long fencing = ours ? stored.fencing() : stored.fencing() + 1;
          handle
              .createUpdate(TAKE)
              .bind("context", context.value())
              .bind("operation", operation.value())
              .bind("installation", installation)
              .bind("fencing", fencing)
              .bind("micros", micros(ttl))
              .execute();
          return fencing;
        });
  }

  /**
   * Extends the lease; call it right before every mutating call. A lease that ran out but that
   * nobody took meanwhile is extended too.
   *
   * @throws LeaseLost when another operation took it over
   */
  public void confirm(OperationRef operation, Duration ttl) {
    int confirmed =
        transactions.in(
            handle ->
                handle
                    .createUpdate(CONFIRM)
                    .bind("context", operation.context().value())
                    .bind("operation", operation.id().value())
                    .bind("fencing", operation.fencing())
                    .bind("micros", micros(ttl))
                    .execute());
    if (confirmed == 0) {
      throw new LeaseLost(
          "confirm the lease of "
              + operation.context()
              + " for operation "
              + operation.id()
              + " (number "
              + operation.fencing()
              + "): "
              + holder(operation.context())
                  .map(l -> "operation " + l.operation() + " took it (" + l.fencing() + ")")
                  .orElse("it was given back")
              + "; this operation must not act on the VM any more");
    }
  }

  /** Gives the lease back; nothing happens when it is not ours any more. */
  public void release(OperationRef operation) {
    transactions.run(
        handle ->
            handle
                .createUpdate(RELEASE)
                .bind("context", operation.context().value())
                .bind("operation", operation.id().value())
                .bind("fencing", operation.fencing())
                .execute());
  }

  /** The last holder that has not given the lease back; it may have run out. */
  public Optional<Lease> holder(ContextId context) {
    return transactions.in(handle -> select(handle, context, SELECT)).flatMap(Stored::lease);
  }

  /** The row stays when the lease is given back, so that the fencing number never starts anew. */
  private static Stored lock(Handle handle, ContextId context, String installation) {
    String locking = SELECT + " FOR UPDATE";
    return select(handle, context, locking)
        .orElseGet(
            () -> {
              handle
                  .createUpdate(NEW_ROW)
                  .bind("context", context.value())
                  .bind("installation", installation)
                  .execute();
              return select(handle, context, locking).orElseThrow();
            });
  }

  private static Optional<Stored> select(Handle handle, ContextId context, String sql) {
    return handle
        .createQuery(sql)
        .bind("context", context.value())
        .map((row, view) -> Stored.read(context, row))
        .findOne();
  }

  private static long micros(Duration ttl) {
    return ttl.toNanos() / 1000;
  }

  private record Stored(String operation, long fencing, boolean live, Lease asLease) {
    static Stored read(ContextId context, ResultSet row) throws SQLException {
      String operation = row.getString("operation_id");
      long fencing = row.getLong("fencing");
      boolean live = row.getBoolean("live");
      Lease lease =
          operation == null
              ? null
              : new Lease(
                  context,
                  new OperationId(operation),
                  row.getString("installation"),
                  fencing,
                  Columns.instant(row, "expires_at"),
                  live);
      return new Stored(operation, fencing, live, lease);
    }

    Optional<Lease> lease() {
      return Optional.ofNullable(asLease);
    }
  }
}
