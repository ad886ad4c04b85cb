package io.breakwater.operation;

import io.breakwater.vm.ContextId;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Instant;
import java.util.List;

/**
 * One operation on many VMs: group after group, and in a group a few at a time, in the given order.
 * Its workflow id is {@code batch/<id>}; every VM's operation runs under the VM's own {@code
 * vm/<contextId>}, where it is asked, decided and cancelled as if it had been started by hand.
 */
@WorkflowInterface
public interface Batch {
  /** More are refused: what a batch hears of its VMs has to fit into one workflow history. */
  int MAX_VMS = 200;

  int DEFAULT_CONCURRENCY = 4;
  int MAX_CONCURRENCY = 100;

  /**
   * Returns when the operation reached its goal on every VM. Fails with type {@code Refused} before
   * anything is started when the request makes no sense or a name is unknown, ambiguous or given
   * twice, and with type {@code BatchIncomplete} and the {@link BatchResult} as detail when some
   * VMs did not make it.
   *
   * <p>A cancel is passed on to the VMs under way and awaits their way back, or the decision about
   * one whose live destination was started already; a terminate leaves them running. An operation
   * that holds for a decision keeps its place among the concurrent ones until somebody decides.
   */
  @WorkflowMethod(name = "Batch")
  BatchResult run(BatchRequest request);

  /** Where every VM stands. */
  @QueryMethod(name = "progress")
  BatchProgress progress();

  /**
   * What to do; exactly one of {@code vms}, {@code filter} and {@code groups} says on what.
   *
   * @param vms names or context ids, in the order of their start
   * @param filter the VMs that match when the batch starts, by name
   * @param groups priority groups of names or context ids: one starts when all VMs of the one
   *     before have ended
   * @param concurrency how many VMs at a time, 1 to {@value Batch#MAX_CONCURRENCY}; null for
   *     {@value Batch#DEFAULT_CONCURRENCY}
   * @param stopOnFailure start no further VM once one did not make it; those under way go on
   * @param options the request for every VM, without {@code contextId}; with {@code dryRun} every
   *     VM is only observed and planned for, under {@code inspect/<contextId>/…}
   */
  record BatchRequest(
      OperationKind operation,
      List<String> vms,
      VmFilter filter,
      List<List<String>> groups,
      Integer concurrency,
      boolean stopOnFailure,
      OperationRequest options) {
    public BatchRequest {
      groups =
          groups == null
              ? null
              : groups.stream().map(g -> g == null ? List.<String>of() : g).toList();
    }

    /**
     * Of one VM; an id that names one job cannot be that of many.
     *
     * @param queuedAt since when it counts as waiting for a busy appliance
     */
    OperationRequest toRequest(ContextId context, Instant queuedAt) {
      return (options == null
              ? new OperationRequestBuilder(context)
              : new OperationRequestBuilder(options).context(context).externalJobId(null))
          .queuedAt(queuedAt)
          .build();
    }

    boolean dryRun() {
      return options != null && options.dryRun();
    }
  }

  /** Where a VM stands, or how its operation ended. */
  enum VmState {
    WAITING,
    /** Its operation may also hold; see its own {@code progress}. */
    RUNNING,
    /** The goal is reached; with a dry run, there is a way to it. */
    COMPLETED,
    ROLLED_BACK,
    /** Nothing was touched: also when another operation was at work on the VM. */
    REFUSED,
    /** A person has to look. */
    CLEANUP_REQUIRED,
    /** Its operation says how far it had come. */
    CANCELLED,
    /** The batch was cancelled or stopped before. */
    NOT_STARTED
  }

  /**
   * One VM's line of the progress.
   *
   * @param group counted from 1
   * @param summary one sentence for people; empty until it ended
   */
  record VmProgress(
      int group,
      String vm,
      ContextId contextId,
      String workflowId,
      VmState state,
      Instant startedAt,
      Instant finishedAt,
      String summary) {}

  /**
   * The answer of the query {@code progress}.
   *
   * @param state {@link Progress.State#RUNNING} or {@link Progress.State#DONE}
   * @param percent of the VMs that ended, 0 to 100
   */
  record BatchProgress(
      OperationKind operation,
      Progress.State state,
      int total,
      int completed,
      int failed,
      int percent,
      List<VmProgress> perVm) {
    public BatchProgress {
      perVm = List.copyOf(perVm);
    }
  }

  /**
   * How it went on one VM.
   *
   * @param workflowId where its operation is found; null when none was started
   */
  record VmResult(String vm, ContextId contextId, String workflowId, VmState end, String summary) {}

  /**
   * How the batch ended.
   *
   * @param failed the VMs whose operation ended without reaching its goal
   * @param notStarted the VMs that were left out because the batch stopped before
   */
  record BatchResult(
      OperationKind operation,
      int total,
      int completed,
      int failed,
      int notStarted,
      List<VmResult> perVm) {
    public BatchResult {
      perVm = List.copyOf(perVm);
    }
  }
}
