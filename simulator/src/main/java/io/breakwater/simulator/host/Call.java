package io.breakwater.simulator.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One HTTP request that reached a simulated service.
 *
 * @param pathParameters the values of the {@code {names}} in the route's pattern, decoded
 * @param query the query string, decoded, first value of each name
 * @param body the raw body, empty when there is none
 */
public record Call(
    String method,
    String path,
    Map<String, String> pathParameters,
    Map<String, String> query,
    String body) {

  /** The path parameter of that name. */
  public String path(String name) {
    return pathParameters.get(name);
  }

  /** The query parameter of that name, or an empty string. */
  public String query(String name) {
    return query.getOrDefault(name, "");
  }

  /** The body as JSON; fails with {@link JsonProcessingException} when it is empty or no JSON. */
  public JsonNode json() throws JsonProcessingException {
    JsonNode node = Json.MAPPER.readTree(body);
    if (node == null || node.isMissingNode()) {
      throw new EmptyBody();
    }
    return node;
  }

  private static final class EmptyBody extends JsonProcessingException {
    EmptyBody() {
      super("EOF");
    }
  }
}
