package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.Map;

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
   * @param dryRun only observe and plan: the plan is the result, and stands in the details, of the
   *     workflow that is returned
   * @param force first cancels and awaits the operation that runs on the VM
   */
  record SubmitRequest(
      OperationKind operation,
      String vm,
      boolean force,
      String externalJobId,
      String requestedBy,
      boolean skipVirtio,
      boolean skipValidation,
      String testDuration,
      Boolean autoCleanup,
      Map<String, NetworkId> networkMappings,
      boolean dryRun) {

    OperationRequest toRequest(ContextId context) {
      return new OperationRequest(
          context,
          externalJobId,
          requestedBy,
          skipVirtio,
          skipValidation,
          testDuration,
          autoCleanup,
          networkMappings,
          null);
    }
  }

  /** Where to find what was started. */
  record Submitted(ContextId contextId, String vmName, String workflowId, String runId) {}
}
