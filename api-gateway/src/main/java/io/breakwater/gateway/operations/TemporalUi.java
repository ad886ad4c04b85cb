package io.breakwater.gateway.operations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Links into Temporal's web UI.
 *
 * @param base such as {@code http://temporal.example:8233}, without a slash at the end; null when
 *     nobody said where it is
 */
public record TemporalUi(String base, String namespace) {
  /** The page of a run; null where there is none. */
  String of(String workflowId, String runId) {
    if (base == null || workflowId == null || runId == null) {
      return null;
    }
    return base
        + "/namespaces/"
        + encoded(namespace)
        + "/workflows/"
        + encoded(workflowId)
        + "/"
        + encoded(runId)
        + "/history";
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
