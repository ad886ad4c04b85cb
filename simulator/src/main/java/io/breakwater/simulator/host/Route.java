package io.breakwater.simulator.host;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A method and a path pattern, segment by segment, with who answers it. */
record Route(String method, List<String> pattern, JsonServer.Handler handler) {

  /** The path parameters when method and path fit, else nothing. */
  Optional<Map<String, String>> match(String requestMethod, List<String> segments) {
    if (!method.equals(requestMethod) || segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < pattern.size(); i++) {
      String expected = pattern.get(i);
      if (expected.startsWith("{")) {
        parameters.put(expected.substring(1, expected.length() - 1), segments.get(i));
      } else if (!expected.equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
