package io.breakwater.activities.vma;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;

/** What the VMA says of a replication, which it knows by its job id or by a disk's NBD export. */
public enum Transfer {
  /** It is at work, as far as the VMA knows. */
  RUNNING,
  /** It came to its end, good or bad. */
  ENDED,
  /**
   * The VMA knows nothing of it. It forgets everything when it is restarted, but a transfer that is
   * at work reports every two seconds and makes itself known again.
   */
  UNKNOWN;

  private static final Set<String> ENDS =
      Set.of("completed", "succeeded", "failed", "error", "cancelled", "canceled", "stopped");

  /** Reads the VMA's progress answer; whatever is not said to be over counts as running. */
  static Transfer read(JsonNode json) {
    if (!json.path("status").isTextual()) {
      throw new IllegalArgumentException("no status");
    }
    return isEnd(json.path("status")) || isEnd(json.path("phase")) ? ENDED : RUNNING;
  }

  private static boolean isEnd(JsonNode word) {
    return ENDS.contains(word.asText("").toLowerCase(Locale.ROOT));
  }
}
