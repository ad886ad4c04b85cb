package io.breakwater.simulator.host;

import java.util.Map;

/** What a simulated service answers. */
public record Reply(int status, String contentType, String body) {

  /** A JSON answer. */
  public static Reply json(int status, Object value) {
    return new Reply(status, "application/json; charset=utf-8", Json.write(value));
  }

  /** A plain text answer; like Go's {@code http.Error} it ends with a line feed. */
  public static Reply text(int status, String text) {
    return new Reply(status, "text/plain; charset=utf-8", text + "\n");
  }

  /** {@code {"error": text}}. */
  public static Reply error(int status, String text) {
    return json(status, Map.of("error", text));
  }
}
