package io.breakwater.inventory.history;

import io.breakwater.inventory.history.OperationRecord.State;
import io.breakwater.operation.OperationKind;
import java.time.Instant;

/**
 * Which operations are meant; null for any.
 *
 * @param vm a context id or a VM's name
 * @param state one without an end counts as RUNNING
 * @param from started then or later
 * @param to started before
 * @param after the last one of the page before
 */
public record OperationFilter(
    String vm, OperationKind kind, State state, Instant from, Instant to, Cursor after, int limit) {

  /** The newest of all. */
  public static OperationFilter newest(int limit) {
    return new OperationFilter(null, null, null, null, null, null, limit);
  }

  /** Those of one VM. */
  public static OperationFilter ofVm(String vm, int limit) {
    return new OperationFilter(vm, null, null, null, null, null, limit);
  }

  /** Where a page ended. */
  public record Cursor(Instant startedAt, String id) {}
}
