package io.breakwater.operation;

import io.breakwater.operation.Batch.BatchProgress;
import io.breakwater.operation.Batch.BatchResult;
import io.breakwater.operation.Batch.VmProgress;
import io.breakwater.operation.Batch.VmResult;
import io.breakwater.operation.Batch.VmState;
import io.breakwater.vm.ContextId;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where every VM of a batch stands: for the query, the web UI, and the result. */
final class BatchBoard {
  private final OperationKind kind;
  private final Map<ContextId, VmProgress> vms = new LinkedHashMap<>();
  private Progress.State state = Progress.State.RUNNING;

  BatchBoard(OperationKind kind) {
    this.kind = kind;
  }

  void show(List<List<Candidate>> groups) {
    for (int i = 0; i < groups.size(); i++) {
      for (Candidate vm : groups.get(i)) {
        put(
            new VmProgress(
                i + 1, vm.vmName(), vm.contextId(), null, VmState.WAITING, null, null, ""));
      }
    }
    SearchAttributes.batchBegan();
    publish();
  }

  void started(ContextId context, String workflowId) {
    VmProgress vm = vms.get(context);
    put(new VmProgress(vm.group(), vm.vm(), context, workflowId, VmState.RUNNING, now(), null, ""));
  }

  void ended(ContextId context, BatchChild.Ended end) {
    VmProgress vm = vms.get(context);
    put(
        new VmProgress(
            vm.group(),
            vm.vm(),
            context,
            vm.workflowId(),
            end.state(),
            vm.startedAt(),
            vm.startedAt() == null ? null : now(),
            end.summary()));
  }

  /** Nothing further starts. */
  BatchResult close(boolean cancelled) {
    List.copyOf(vms.values()).stream()
        .filter(vm -> vm.state() == VmState.WAITING)
        .forEach(vm -> ended(vm.contextId(), notStarted(cancelled)));
    state = Progress.State.DONE;
    BatchResult result =
        new BatchResult(
            kind,
            vms.size(),
            count(VmState.COMPLETED),
            failed(),
            count(VmState.NOT_STARTED),
            vms.values().stream()
                .map(
                    v ->
                        new VmResult(v.vm(), v.contextId(), v.workflowId(), v.state(), v.summary()))
                .toList());
    SearchAttributes.batchEnded(
        cancelled ? "CANCELLED" : result.completed() == result.total() ? "COMPLETED" : "INCOMPLETE",
        count(VmState.CLEANUP_REQUIRED) > 0);
    publish();
    return result;
  }

  private static BatchChild.Ended notStarted(boolean cancelled) {
    return new BatchChild.Ended(
        VmState.NOT_STARTED,
        cancelled ? "the batch was cancelled before" : "the batch stopped after a failure");
  }

  boolean hasFailures() {
    return failed() > 0;
  }

  BatchProgress progress() {
    int total = vms.size();
    int over = count(VmState.COMPLETED) + failed() + count(VmState.NOT_STARTED);
    return new BatchProgress(
        kind,
        state,
        total,
        count(VmState.COMPLETED),
        failed(),
        total == 0 ? 0 : over * 100 / total,
        List.copyOf(vms.values()));
  }

  void publish() {
    Workflow.setCurrentDetails(markdown());
  }

  private String markdown() {
    BatchProgress progress = progress();
    StringBuilder text = new StringBuilder();
    text.append("**").append(kind.title()).append("** of ").append(progress.total());
    text.append(" VMs — ").append(progress.state()).append(", ");
    text.append(progress.completed()).append(" completed, ");
    text.append(progress.failed()).append(" failed\n\n");
    text.append("| Group | VM | State | Result |\n|---|---|---|---|\n");
    for (VmProgress vm : vms.values()) {
      text.append("| ").append(vm.group()).append(" | ").append(cell(vm.vm())).append(" | ");
      text.append(vm.state()).append(" | ").append(cell(vm.summary())).append(" |\n");
    }
    return text.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private int failed() {
    return count(VmState.ROLLED_BACK)
        + count(VmState.REFUSED)
        + count(VmState.CLEANUP_REQUIRED)
        + count(VmState.CANCELLED);
  }

  private int count(VmState wanted) {
    return (int) vms.values().stream().filter(vm -> vm.state() == wanted).count();
  }

  private void put(VmProgress vm) {
    vms.put(vm.contextId(), vm);
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
