package io.breakwater.operation;

import io.breakwater.plan.Goal;
import io.breakwater.plan.StepName;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Instant;
import java.util.List;

/**
 * The answer of the query {@code progress}.
 *
 * @param percent of the steps of the current plan that are done, 0 to 100
 * @param question what it waits to be decided; empty unless it is AWAITING_OPERATOR
 * @param skippable the ids of the steps that {@code SKIP} may name now
 * @param noRetry why {@code RETRY} and {@code SKIP} are refused; empty when they are not
 * @param onlyBooksLeft whether the VM is where it is going, and only the records of it are to be
 *     written: the operation ends within moments unless the database is away
 */
public record Progress(
    OperationId operation,
    OperationKind kind,
    String vm,
    ContextId contextId,
    Goal goal,
    State state,
    List<StepProgress> steps,
    int percent,
    List<String> warnings,
    String question,
    List<String> skippable,
    String noRetry,
    boolean onlyBooksLeft) {

  public Progress {
    noRetry = noRetry == null ? "" : noRetry;
  }

  /** Where the operation stands. */
  public enum State {
    RUNNING,
    AWAITING_OPERATOR,
    ROLLING_BACK,
    DONE
  }

  /** Where a step stands. */
  public enum StepState {
    PENDING,
    RUNNING,
    DONE,
    FAILED,
    /** Not started, because something it needs failed or the operation was cancelled. */
    SKIPPED
  }

  /** One step. */
  public record StepProgress(
      String id,
      StepName name,
      String title,
      StepState state,
      List<String> needs,
      Instant startedAt,
      Instant finishedAt,
      int round,
      String detail) {}
}
