package io.breakwater.inventory.check;

import io.breakwater.inventory.Json;
import io.breakwater.inventory.Transactions;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.ContextId;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The boot checks that are kept per VM. Thread-safe. */
public final class Checks {
  private final Transactions transactions;

  public Checks(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** The checks of the VM in their order. */
  public List<BootCheck> of(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(
                    "SELECT boot_check FROM breakwater_checks WHERE context_id = :context"
                        + " ORDER BY position")
                .bind("context", context.value())
                .map((row, view) -> Json.read(row.getString(1), BootCheck.class))
                .list());
  }

  /** Replaces all checks of the VM; an empty list removes them. */
  public void replace(ContextId context, List<BootCheck> checks) {
    transactions.run(
        handle -> {
          handle
              .createUpdate("DELETE FROM breakwater_checks WHERE context_id = :context")
              .bind("context", context.value())
              .execute();
          PreparedBatch batch =
              handle.prepareBatch(
                  "INSERT INTO breakwater_checks (context_id, position, boot_check)"
                      + " VALUES (:context, :position, :check)");
          for (int i = 0; i < checks.size(); i++) {
            batch
                .bind("context", context.value())
                .bind("position", i)
                .bind("check", Json.write(checks.get(i)))
                .add();
          }
          if (!checks.isEmpty()) {
            batch.execute();
          }
        });
  }
}
