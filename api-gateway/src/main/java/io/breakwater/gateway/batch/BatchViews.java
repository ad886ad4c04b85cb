package io.breakwater.gateway.batch;

import io.breakwater.gateway.http.Refused;
import io.breakwater.gateway.operation.Batches.Shown;
import io.breakwater.gateway.operation.Running;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.inventory.history.OperationFilter;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.operation.OperatorWords;
import io.breakwater.operation.Batch.BatchProgress;
import io.breakwater.operation.Batch.VmProgress;
import io.breakwater.operation.Batch.VmState;
import io.breakwater.operation.OperationKind;
import io.breakwater.vm.ContextId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Batches as people see them, each VM with its own operation. Thread-safe; calls block. */
public final class BatchViews {
  private final RunningOperations running;
  private final OperationHistory history;

  /** Reads from these. */
  public BatchViews(RunningOperations running, OperationHistory history) {
    this.running = running;
    this.history = history;
  }

  BatchView of(String id, Shown found) {
    BatchProgress progress = found.progress();
    Map<ContextId, Running> now = running.all().orElse(Map.of());
    OperationKind kind = kind(found);
    return new BatchView(
        id,
        kind,
        found.endedAt() == null ? "RUNNING" : "DONE",
        progress == null ? 0 : progress.percent(),
        progress == null ? 0 : progress.total(),
        progress == null ? 0 : progress.completed(),
        progress == null ? 0 : progress.failed(),
        found.startedAt(),
        found.endedAt(),
        found.why() == null ? null : OperatorWords.plain(found.why()),
        progress == null
            ? List.of()
            : progress.perVm().stream()
                .map(vm -> item(kind, vm, now.get(vm.contextId())))
                .toList());
  }

  private static OperationKind kind(Shown found) {
    if (found.kind() != null) {
      return OperationKind.valueOf(found.kind());
    }
    if (found.progress() == null || found.progress().operation() == null) {
      throw Refused.unavailable("Batch not known", "no worker tells how it stands");
    }
    return found.progress().operation();
  }

  private BatchView.Item item(OperationKind kind, VmProgress vm, Running operation) {
    boolean runs = vm.state() == VmState.RUNNING && operation != null;
    Optional<OperationRecord> recorded =
        vm.startedAt() == null ? Optional.empty() : recorded(kind, vm);
    int percent = recorded.map(OperationRecord::percent).orElse(0);
    return new BatchView.Item(
        vm.contextId().value(),
        vm.vm(),
        vm.group(),
        runs ? operation.state().name() : word(vm.state()),
        vm.state() == VmState.COMPLETED ? 100 : percent,
        runs ? operation.id() : recorded.map(OperationRecord::id).orElse(null),
        vm.summary().isEmpty() ? null : OperatorWords.plain(vm.summary()),
        vm.startedAt(),
        vm.finishedAt());
  }

  /** The operation of the VM that began after the batch had started it. */
  private Optional<OperationRecord> recorded(OperationKind kind, VmProgress vm) {
    OperationFilter filter =
        new OperationFilter(
            vm.contextId().value(),
            kind,
            null,
            vm.startedAt().minusSeconds(5),
            vm.finishedAt() == null ? null : vm.finishedAt().plusSeconds(5),
            null,
            1);
    return history.page(filter).stream().findFirst();
  }

  private static String word(VmState state) {
    return state == VmState.COMPLETED ? "SUCCEEDED" : state.name();
  }
}
