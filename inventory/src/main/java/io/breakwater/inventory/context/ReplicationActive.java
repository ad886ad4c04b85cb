package io.breakwater.inventory.context;

import io.breakwater.vm.ContextId;

/** A replication of the VM is under way: its disks must be left alone. */
public class ReplicationActive extends RuntimeException {
  private final String job;

  public ReplicationActive(ContextId context, String job) {
    super(
        "hold replication of "
            + context
            + ": replication job "
            + job
            + " is under way; wait until it ended or cancel it");
    this.job = job;
  }

  public String job() {
    return job;
  }
}
