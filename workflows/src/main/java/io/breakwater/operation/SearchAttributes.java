package io.breakwater.operation;

import io.temporal.common.SearchAttributeKey;
import io.temporal.workflow.Workflow;
import java.util.List;

/**
 * The search attributes by which operators list operations; they are registered when a worker
 * starts.
 */
public final class SearchAttributes {
  /** The VM's name. */
  public static final SearchAttributeKey<String> VM = SearchAttributeKey.forKeyword("BreakwaterVm");

  /** {@link OperationKind}, or {@link #BATCH}. */
  public static final SearchAttributeKey<String> OPERATION =
      SearchAttributeKey.forKeyword("BreakwaterOperation");

  /**
   * {@link Progress.State}; once it is DONE, how the operation ended ({@link OperationResult.End}).
   */
  public static final SearchAttributeKey<String> PHASE =
      SearchAttributeKey.forKeyword("BreakwaterPhase");

  /** Whether a person has to decide or to look. */
  public static final SearchAttributeKey<Boolean> NEEDS_OPERATOR =
      SearchAttributeKey.forBoolean("BreakwaterNeedsOperator");

  /** The {@link #OPERATION} of a batch, whatever it does to its VMs. */
  public static final String BATCH = "BATCH";

  private SearchAttributes() {}

  /** All of them, for registration. */
  public static List<SearchAttributeKey<?>> all() {
    return List.of(VM, OPERATION, PHASE, NEEDS_OPERATOR);
  }

  static void began(String vm, OperationKind kind) {
    Workflow.upsertTypedSearchAttributes(
        VM.valueSet(vm),
        OPERATION.valueSet(kind.name()),
        PHASE.valueSet(Progress.State.RUNNING.name()),
        NEEDS_OPERATOR.valueSet(false));
  }

  static void entered(Progress.State state) {
    Workflow.upsertTypedSearchAttributes(
        PHASE.valueSet(state.name()),
        NEEDS_OPERATOR.valueSet(state == Progress.State.AWAITING_OPERATOR));
  }

  static void batchBegan() {
    Workflow.upsertTypedSearchAttributes(
        OPERATION.valueSet(BATCH),
        PHASE.valueSet(Progress.State.RUNNING.name()),
        NEEDS_OPERATOR.valueSet(false));
  }

  static void batchEnded(String phase, boolean needsOperator) {
    Workflow.upsertTypedSearchAttributes(
        PHASE.valueSet(phase), NEEDS_OPERATOR.valueSet(needsOperator));
  }

  static void ended(OperationResult.End end) {
    Workflow.upsertTypedSearchAttributes(
        PHASE.valueSet(end.name()),
        NEEDS_OPERATOR.valueSet(end == OperationResult.End.CLEANUP_REQUIRED));
  }
}
