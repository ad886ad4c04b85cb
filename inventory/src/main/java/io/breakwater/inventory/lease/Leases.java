package io.breakwater.inventory.lease;

import io.breakwater.inventory.NotYet;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * One lease per VM context, with a fencing number that grows with every new holder. All times are
 * the database's, so the clocks of workers and installations do not matter. Thread-safe.
 */
public final class Leases {
  public Leases(Jdbi jdbi) {}

  /**
   * Takes the lease, or takes it again for the same operation, which keeps its fencing number.
   *
   * @return the fencing number
   * @throws LeaseHeld while another operation's lease has not run out
   */
  public long acquire(ContextId context, OperationId operation, String installation, Duration ttl) {
    return NotYet.written();
  }

  /**
   * Extends the lease; call it right before every mutating call.
   *
   * @throws LeaseLost when another operation took it over
   */
  public void confirm(OperationRef operation, Duration ttl) {
    NotYet.written();
  }

  /** Gives the lease back; nothing happens when it is not ours any more. */
  public void release(OperationRef operation) {
    NotYet.written();
  }

  /** The last holder that has not given the lease back; it may have run out. */
  public Optional<Lease> holder(ContextId context) {
    return NotYet.written();
  }
}
