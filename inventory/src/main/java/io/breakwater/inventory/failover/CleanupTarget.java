package io.breakwater.inventory.failover;

import io.breakwater.step.OperationRef;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Which row of {@code failover_jobs} an operation takes back. Chosen once and kept with the
 * operation: once that row has reached its end, the query would find an older one.
 */
final class CleanupTarget {
  static final long NONE = -1;

  private static final String KEPT =
      "SELECT failover_row FROM breakwater_operations WHERE operation_id = :operation FOR UPDATE";

  private static final String KEEP =
      "UPDATE breakwater_operations SET failover_row = :row WHERE operation_id = :operation";

  private CleanupTarget() {}

  static long of(Handle handle, OperationRef cleanup, String choose) {
    long kept = known(handle, cleanup);
    if (kept != NONE) {
      return kept;
    }
    Optional<Long> chosen =
        handle
            .createQuery(choose)
            .bind("context", cleanup.context().value())
            .mapTo(Long.class)
            .findOne();
    chosen.ifPresent(
        row ->
            handle
                .createUpdate(KEEP)
                .bind("row", row)
                .bind("operation", cleanup.id().value())
                .execute());
    return chosen.orElse(NONE);
  }

  static long known(Handle handle, OperationRef operation) {
    return handle
        .createQuery(KEPT)
        .bind("operation", operation.id().value())
        .map((row, view) -> Optional.ofNullable(row.getObject(1, Long.class)))
        .findOne()
        .flatMap(row -> row)
        .orElse(NONE);
  }
}
