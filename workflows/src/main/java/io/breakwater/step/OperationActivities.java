package io.breakwater.step;

import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.operation.Candidate;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult;
import io.breakwater.operation.StepFailure;
import io.breakwater.operation.VmFilter;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOptions;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What frames the steps: taking the lease, observing and planning, waiting, closing the books. */
@ActivityInterface
public interface OperationActivities {

  /** Every context whose VM has this name, or this context id. */
  @ActivityMethod(name = "ResolveVm")
  List<Candidate> resolveVm(String vm);

  /** Every VM that the filter means, by name. */
  @ActivityMethod(name = "ListVms")
  List<Candidate> listVms(VmFilter filter);

  /**
   * Takes the lease of the VM and opens job, failover job and own records. Waits (retryable failure
   * {@code LeaseHeld}) while another lease runs.
   *
   * @throws io.temporal.failure.ApplicationFailure type {@code Refused} when the context does not
   *     exist
   */
  @ActivityMethod(name = "BeginOperation")
  Begun beginOperation(Begin begin);

  /** Reads the truth about the VM, plans, and records the plan's steps. */
  @ActivityMethod(name = "ObserveAndPlan")
  Planned observeAndPlan(PlanRequest request);

  /** Returns when the pending work ended, whichever way. Heartbeats. */
  @ActivityMethod(name = "AwaitPending")
  StepResult awaitPending(OperationRef operation, List<PendingWork> pending);

  /** Writes to the audit log and to the job's events. Idempotent for one entry. */
  @ActivityMethod(name = "RecordAudit")
  void recordAudit(OperationRef operation, AuditEntry entry);

  /**
   * Closes job, failover job and own records, sets the context's status where the operation could
   * not, and gives the lease back. Idempotent.
   */
  @ActivityMethod(name = "FinishOperation")
  void finishOperation(OperationRef operation, OperationResult result);

  /**
   * What an operation is to be begun with.
   *
   * @param workflowId and {@code runId} where an operator finds it
   * @param externalJobId the id handed to the GUI; null to make one up
   * @param startedAt names what the operation makes
   * @param requestedBy who asked, for the audit trail; may be null
   * @param consents what the request declares or agrees to beyond the ordinary, such as {@code
   *     unplanned} or {@code confirmDiscard}; null for nothing
   * @param reason why, as the request says; may be null
   * @param priority whose turn comes first on the appliance, 0 to 9, higher first; 5 when null
   * @param queuedAt since when it counts as waiting there; when it started, when null
   */
  record Begin(
      OperationId operation,
      OperationKind kind,
      ContextId context,
      String workflowId,
      String runId,
      String externalJobId,
      Instant startedAt,
      String requestedBy,
      List<String> consents,
      String reason,
      Integer priority,
      Instant queuedAt) {
    public Begin {
      consents = consents == null ? List.of() : List.copyOf(consents);
      priority = priority == null ? OperationRequest.USUAL_PRIORITY : priority;
      queuedAt = queuedAt == null ? startedAt : queuedAt;
    }
  }

  /**
   * An operation that has the lease.
   *
   * @param destinationName {@code <vm>-test-<unix seconds>}, also when nothing is deployed in the
   *     end
   * @param externalJobId contains the VM name
   * @param appliance names the appliance's task queues
   * @param heartbeat after how long without a heartbeat a step counts as dead
   * @param patience how long a step is tried again beyond its budget while a system is down
   * @param remindAfter how long an operation holds before it reminds of itself, and how often then;
   *     an hour when null
   * @param retries how soon activities are tried again; the usual ones when null
   * @param several whether the installation has more appliances, so that all that concerns this one
   *     has to go to its own workers
   */
  record Begun(
      OperationRef operation,
      String destinationName,
      String externalJobId,
      MachineId appliance,
      Duration heartbeat,
      Duration patience,
      Duration remindAfter,
      Retries retries,
      boolean several) {
    public Begun {
      remindAfter = remindAfter == null ? Duration.ofHours(1) : remindAfter;
      retries = retries == null ? Retries.usual() : retries;
    }
  }

  /**
   * How soon an activity that failed is tried again; the pause doubles from try to try.
   *
   * @param first the pause after the first failure
   * @param most the longest pause
   */
  record Retries(Duration first, Duration most) {
    public Retries {
      if (first.compareTo(Duration.ZERO) <= 0 || most.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "the first pause (" + first + ") has to be positive and not above " + most);
      }
    }

    /** From a second up to ten. */
    public static Retries usual() {
      return new Retries(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }
  }

  /**
   * What to plan.
   *
   * @param failures steps that failed in the round before; recorded with the job
   * @param dryRun true when nothing may be recorded
   */
  record PlanRequest(
      OperationRef operation,
      Goal goal,
      PlanOptions options,
      List<StepFailure> failures,
      boolean dryRun) {}

  /**
   * The truth and what follows from it; both lie in the history for whoever has to understand it
   * later.
   */
  record Planned(PlanOutcome outcome, Observation observation) {}

  /**
   * Something that a person did or has to know, kept for good.
   *
   * @param what such as {@code DECIDED RETRY} or {@code HOLDS}
   * @param by who; may be null when nobody did
   * @param why the reason given; may be null
   */
  record AuditEntry(Instant at, String what, String by, String why) {}
}
