package io.breakwater.gateway.failover;

import io.breakwater.gateway.operation.Ended;
import io.breakwater.gateway.operation.Ends;
import io.breakwater.gateway.operation.Latest;
import io.breakwater.gateway.operation.TemporalOperations;
import io.breakwater.gateway.vm.VmLookup;
import io.breakwater.inventory.operation.OperationRow;
import io.breakwater.inventory.operation.Operations;
import io.breakwater.inventory.operation.StatusRow;
import io.breakwater.inventory.operation.StatusRow.TrackingSource;
import io.breakwater.operation.Candidate;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowServiceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a job stands. The database has the story; Temporal knows an operation from the moment it was
 * accepted, some time before the first worker wrote a row.
 */
final class StatusLookup {
  private static final Logger LOG = LoggerFactory.getLogger(StatusLookup.class);

  private final Operations records;
  private final TemporalOperations temporal;
  private final Ends ends;
  private final VmLookup vms;

  StatusLookup(Operations records, TemporalOperations temporal, Ends ends, VmLookup vms) {
    this.records = records;
    this.temporal = temporal;
    this.ends = ends;
    this.vms = vms;
  }

  /** A job by any of its ids; empty when nobody knows it. */
  Optional<Found> find(String id) {
    Optional<StatusRow> row = records.status(id);
    if (row.isEmpty()) {
      return accepted(id).map(latest -> Found.of(latest, whyFailed(latest)));
    }
    if (row.get().source() == TrackingSource.VM_CONTEXT_ID) {
      Optional<Latest> newer = newerThan(row.get(), new ContextId(id));
      if (newer.isPresent()) {
        return newer.map(latest -> Found.of(latest, null));
      }
    }
    return row.map(Found::of);
  }

  /** An operation without rows: by the id handed out at its start, or the newest of a context. */
  private Optional<Latest> accepted(String id) {
    List<Candidate> candidates = vms.all(JobIds.vmOf(id).orElse(id));
    return candidates.stream()
        .flatMap(
            vm ->
                Stream.concat(
                    temporal.latest(vm.contextId()).stream()
                        .filter(
                            latest ->
                                id.equals(latest.jobId()) || id.equals(vm.contextId().value())),
                    temporal.order(vm.contextId()).stream()
                        .filter(order -> id.equals(order.jobId()))))
        .findFirst();
  }

  /** The run of this job that is under way; empty when there is none. */
  Optional<Latest> running(Found found) {
    if (found.latest() != null) {
      return Optional.of(found.latest()).filter(Latest::isRunning);
    }
    OperationRow operation = found.row().operation();
    return operation == null
        ? Optional.empty()
        : temporal
            .latest(operation.context())
            .filter(Latest::isRunning)
            .filter(latest -> isOf(operation, latest));
  }

  private Optional<Latest> newerThan(StatusRow row, ContextId context) {
    try {
      return temporal
          .latest(context)
          .filter(Latest::isRunning)
          .filter(latest -> !isOf(row.operation(), latest));
    } catch (WorkflowServiceException e) {
      LOG.warn("answered the status of {} from the database alone", context, e);
      return Optional.empty();
    }
  }

  /** A reset gives an operation a new run; its id stays that of the first one. */
  private static boolean isOf(OperationRow operation, Latest latest) {
    return operation != null
        && (latest.runId().equals(operation.runId())
            || latest.runId().equals(operation.id().value()));
  }

  private String whyFailed(Latest latest) {
    if (!latest.status().equals("failed")) {
      return null;
    }
    return ends.of(latest.asStarted())
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(failure -> Ended.badly("why could not be read: " + failure.getMessage()))
        .join()
        .summary();
  }

  /** A job, from whichever of the two sources knows it; the other one is null. */
  record Found(StatusRow row, Latest latest, String error) {
    static Found of(StatusRow row) {
      return new Found(row, null, null);
    }

    static Found of(Latest latest, String error) {
      return new Found(null, latest, error);
    }

    /** Whether whoever asks by the same id is not told anything else later. */
    boolean isForGood() {
      return row != null
          && row.source() != TrackingSource.VM_CONTEXT_ID
          && row.operation() != null
          && row.operation().end() != null;
    }
  }
}
