package io.breakwater.activities.operation;

import io.breakwater.activities.observation.UnknownContext;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.lease.LeaseHeld;
import io.breakwater.inventory.site.Site;
import io.breakwater.operation.AuditWords;
import io.breakwater.operation.Failures;
import io.breakwater.operation.OperationNames;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationActivities.Begin;
import io.breakwater.step.OperationActivities.Begun;
import io.breakwater.step.OperationRef;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;

/** Takes the lease of a VM and opens the books of an operation. */
final class Opening {
  private final Inventory inventory;
  private final OperationSettings settings;

  Opening(Inventory inventory, OperationSettings settings) {
    this.inventory = inventory;
    this.settings = settings;
  }

  Begun begin(Begin asked) {
    ContextRow context =
        inventory
            .contexts()
            .find(asked.context())
            .orElseThrow(() -> new UnknownContext(asked.context()));
    Site site = inventory.sites().of(asked.context());
    long fencing = lease(asked);
    Begin begin = named(asked, context.vmName());
    OperationRef ref =
        new OperationRef(begin.operation(), begin.context(), context.vmName(), fencing, 0);
    inventory.operations().begin(begin, context.vmName());
    inventory.jobLog().begin(begin, context.vmName(), context.vmwareVmId());
    audit(ref, begin);
    if (begin.kind().isFailover()) {
      inventory.failoverJobs().create(ref, begin.kind());
    }
    inventory
        .failoverJobs()
        .failStale(ref, "given up: operation " + ref.id() + " took the VM over");
    return new Begun(
        ref,
        OperationNames.destination(begin.kind().goal(), context.vmName(), begin.startedAt()),
        begin.externalJobId(),
        site.appliance(),
        settings.heartbeat(),
        settings.patience().of(begin.kind()),
        settings.remindAfter(),
        settings.retries().of(begin.kind()),
        inventory.sites().areSeveral());
  }

  /** Who started it and what the request agrees to, once, however often it is begun again. */
  private void audit(OperationRef ref, Begin begin) {
    audit(ref, begin, "STARTED " + begin.kind().workflowType());
    begin.consents().forEach(consent -> audit(ref, begin, AuditWords.consented(consent)));
  }

  private void audit(OperationRef ref, Begin begin, String what) {
    inventory
        .audit()
        .record(ref, new AuditEntry(begin.startedAt(), what, begin.requestedBy(), begin.reason()));
  }

  private long lease(Begin begin) {
    try {
      return inventory
          .leases()
          .acquire(
              begin.context(), begin.operation(), settings.installation(), settings.leaseTtl());
    } catch (LeaseHeld held) {
      // Without cause: Temporal shows a failure of more than 4 KB only as too large.
      throw ApplicationFailure.newBuilder()
          .setMessage(held.getMessage())
          .setType(Failures.LEASE_HELD)
          .setNextRetryDelay(settings.leaseRetry())
          .setCategory(ApplicationErrorCategory.BENIGN)
          .build();
    }
  }

  private static Begin named(Begin begin, String vmName) {
    String external =
        begin.externalJobId() == null
            ? OperationNames.externalJobId(begin.kind(), vmName, begin.startedAt())
            : begin.externalJobId();
    return new Begin(
        begin.operation(),
        begin.kind(),
        begin.context(),
        begin.workflowId(),
        begin.runId(),
        external,
        begin.startedAt(),
        begin.requestedBy(),
        begin.consents(),
        begin.reason(),
        begin.priority(),
        begin.queuedAt());
  }
}
