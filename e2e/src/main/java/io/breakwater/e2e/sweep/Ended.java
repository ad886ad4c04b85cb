package io.breakwater.e2e.sweep;

import io.breakwater.operation.OperationResult.End;

/**
 * How a run ended.
 *
 * @param end null when it did not
 * @param summary what the operation said
 * @param question what it asked a person on its way; null when it did not
 */
record Ended(End end, String summary, String question) {
  boolean stuck() {
    return end == null;
  }
}
