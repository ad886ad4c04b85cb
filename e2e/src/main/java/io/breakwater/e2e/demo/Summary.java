package io.breakwater.e2e.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a demo went.
 *
 * @param problems what the end-state checks and the oracle found; empty when all is well
 * @param violations how many broken invariants the oracle saw
 */
record Summary(
    String scenario, List<OperationSummary> operations, int violations, List<String> problems) {

  /**
   * One operation.
   *
   * @param seconds on the wall, from start to end
   * @param criticalPathSeconds the shortest time that CloudStack's own rules allow; null where they
   *     alone do not tell
   */
  record OperationSummary(
      String type, double seconds, Double criticalPathSeconds, long historyEvents) {}

  boolean ok() {
    return violations == 0 && problems.isEmpty();
  }

  String json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("result", ok() ? "ok" : "failed");
    fields.put("scenario", scenario);
    fields.put("operations", operations);
    fields.put("violations", violations);
    if (!problems.isEmpty()) {
      fields.put("problems", problems);
    }
    try {
      return new ObjectMapper().writeValueAsString(fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("write the summary as JSON", e);
    }
  }
}
