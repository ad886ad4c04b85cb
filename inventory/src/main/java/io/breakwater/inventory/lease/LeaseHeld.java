package io.breakwater.inventory.lease;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;

/** Another operation may act on the VM until its lease runs out or is given back. */
public class LeaseHeld extends RuntimeException {
  private final OperationId operation;
  private final String installation;
  private final Instant expiresAt;

  public LeaseHeld(ContextId context, Lease lease) {
    super(
        "take the lease of "
            + context
            + ": operation "
            + lease.operation()
            + " of installation "
            + lease.installation()
            + " holds it until "
            + lease.expiresAt()
            + "; wait for it or cancel that operation");
    this.operation = lease.operation();
    this.installation = lease.installation();
    this.expiresAt = lease.expiresAt();
  }

  public OperationId operation() {
    return operation;
  }

  public String installation() {
    return installation;
  }

  public Instant expiresAt() {
    return expiresAt;
  }
}
