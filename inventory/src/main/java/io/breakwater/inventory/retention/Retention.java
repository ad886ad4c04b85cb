package io.breakwater.inventory.retention;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import java.time.Instant;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes records of Breakwater's own that are older than somebody wants to keep them. What
 * operations go by (leases, disks, snapshots, machines, live failovers, and the row of an operation
 * itself) stays, and so does everything of an operation that has not ended; the old system's tables
 * are not touched. Thread-safe; several may do the same at a time.
 */
public final class Retention {
  /** Few enough that nobody waits for the locks of one statement. */
  private static final int AT_ONCE = 1_000;

  private static final String ENDED =
      " operation_id IN (SELECT operation_id FROM breakwater_operations"
          + " WHERE state = 'finished' AND finished_at < :before) LIMIT :most";

  private static final String STARTS =
      "DELETE FROM breakwater_starts WHERE requested_at < :before AND NOT EXISTS"
          + " (SELECT 1 FROM breakwater_operations o WHERE o.run_id = breakwater_starts.run_id"
          + " AND (o.state <> 'finished' OR o.finished_at >= :before)) LIMIT :most";

  private final Transactions transactions;

  public Retention(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * Deletes requests that came through the gateway before: who sent them, from where, and how they
   * were answered.
   *
   * @return how many rows
   */
  public long deleteRequests(Instant before) {
    return delete("DELETE FROM breakwater_requests WHERE at < :before LIMIT :most", before);
  }

  /**
   * Deletes steps, audit entries and starts of operations that ended before.
   *
   * @return how many rows
   */
  public long deleteOperationRecords(Instant before) {
    return delete("DELETE FROM breakwater_steps WHERE" + ENDED, before)
        + delete("DELETE FROM breakwater_audit WHERE" + ENDED, before)
        + delete(STARTS, before);
  }

  private long delete(String sql, Instant before) {
    long all = 0;
    int deleted;
    do {
      deleted =
          transactions.in(
              handle ->
                  handle
                      .createUpdate(sql)
                      .bind("before", Columns.utc(before))
                      .bind("most", AT_ONCE)
                      .execute());
      all += deleted;
    } while (deleted == AT_ONCE);
    return all;
  }
}
