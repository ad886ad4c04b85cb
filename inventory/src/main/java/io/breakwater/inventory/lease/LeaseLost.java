package io.breakwater.inventory.lease;

/** Another operation took the VM over, or the lease was given back: do not act any more. */
public class LeaseLost extends RuntimeException {
  public LeaseLost(String message) {
    super(message);
  }
}
