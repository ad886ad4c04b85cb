package io.breakwater.inventory.operation;

import io.breakwater.inventory.Json;
import io.breakwater.operation.OperationResult;
import java.util.List;

/**
 * What went wrong with an operation, and what to do, as operators read it.
 *
 * @param category one of compatibility, network, storage, platform, connectivity, configuration,
 *     unknown
 * @param actions sentences; empty when nothing is known
 */
public record OperatorAdvice(String category, List<String> actions) {
  /** Of an operation's recorded result; null for one of the old system, which recorded none. */
  public static OperatorAdvice of(String result) {
    if (result == null) {
      return new OperatorAdvice("unknown", List.of());
    }
    OperatorMessage message = OperatorMessage.of(Json.read(result, OperationResult.class));
    return new OperatorAdvice(message.category(), message.actions());
  }
}
