package io.breakwater.operation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.breakwater.vm.ContextId;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** The front door for people and scripts that know a VM by its name. */
@WorkflowInterface
public interface Submit {
  /**
   * Finds the VM, starts the operation under its own workflow id and returns the ids at once.
   *
   * <p>Fails with type {@code UnknownVm}, {@code AmbiguousVm} (the candidates are the detail) or
   * {@code OperationRunning}.
   */
  @WorkflowMethod(name = "Submit")
  Submitted submit(SubmitRequest request);

  /**
   * What to start.
   *
   * @param vm the VM's name or its context id
   * @param force first cancels and awaits the operation that runs on the VM
   * @param options everything else, beside the others and not nested; with {@code "dryRun": true}
   *     the plan is the result, and stands in the details, of the workflow that is returned
   */
  record SubmitRequest(
      OperationKind operation, String vm, boolean force, @JsonUnwrapped OperationRequest options) {

    OperationRequest toRequest(ContextId context) {
      return options == null ? OperationRequest.of(context) : options.about(context);
    }

    boolean dryRun() {
      return options != null && options.dryRun();
    }
  }

  /** Where to find what was started. */
  record Submitted(ContextId contextId, String vmName, String workflowId, String runId) {}
}
