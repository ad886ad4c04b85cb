package io.breakwater.operation;

import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.CheckOutcome;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import java.util.List;

/**
 * How an operation ended.
 *
 * @param summary one sentence for people
 * @param destination null when there is no destination, or when it was deployed after the last look
 * @param destinationName null when there is no destination
 * @param failures the steps that failed, first one first
 * @param reasons why it was refused, or what a person has to look at
 * @param checks what was found of the running destination
 * @param plan with a dry run, what would be done; else null
 */
public record OperationResult(
    OperationId operation,
    OperationKind kind,
    ContextId contextId,
    String vmName,
    End end,
    String summary,
    MachineId destination,
    String destinationName,
    List<StepFailure> failures,
    List<Reason> reasons,
    List<String> warnings,
    List<CheckOutcome> checks,
    PlanOutcome plan) {

  public OperationResult {
    failures = failures == null ? List.of() : List.copyOf(failures);
    reasons = reasons == null ? List.of() : List.copyOf(reasons);
    warnings = warnings == null ? List.of() : List.copyOf(warnings);
    checks = checks == null ? List.of() : List.copyOf(checks);
  }

  /** The ends; all but COMPLETED and CANCELLED are also the failure type of the workflow. */
  public enum End {
    /** The goal is reached and was read back. */
    COMPLETED("Completed"),
    /** A step failed; the VM is ready for failover again. */
    ROLLED_BACK("RolledBack"),
    /** Nothing was touched. */
    REFUSED("Refused"),
    /** The VM could not be brought to a known state; a person has to look. */
    CLEANUP_REQUIRED("CleanupRequired"),
    /** Cancelled; the VM is ready for failover again. */
    CANCELLED("Canceled");

    private final String failureType;

    End(String failureType) {
      this.failureType = failureType;
    }

    public String failureType() {
      return failureType;
    }
  }
}
