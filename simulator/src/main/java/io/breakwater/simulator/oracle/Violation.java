package io.breakwater.simulator.oracle;

import io.breakwater.simulator.journal.JournalEntry;
import java.time.Instant;

/**
 * Something happened, or was asked for, that must never be.
 *
 * @param invariant the number of the invariant in the architecture document
 * @param text what it was and why it is wrong
 * @param at when
 * @param call the request that asked for it, null when it was not a request to CloudStack
 */
public record Violation(int invariant, String text, Instant at, JournalEntry call) {

  @Override
  public String toString() {
    return "invariant %d: %s%s".formatted(invariant, text, call == null ? "" : " [" + call + "]");
  }
}
