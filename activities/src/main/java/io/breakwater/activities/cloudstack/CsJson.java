package io.breakwater.activities.cloudstack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the envelope of CloudStack's answers: {@code {"<command>response":{…}}}. */
final class CsJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private CsJson() {}

  /**
   * The content of an answer.
   *
   * @throws CloudStackException UNAVAILABLE when it is not an answer to this command
   */
  static JsonNode content(String call, String command, String body) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body == null ? "" : body);
    } catch (JsonProcessingException e) {
      throw CloudStackFailures.ofNonsense(call, "not JSON");
    }
    JsonNode content = root.path(command.toLowerCase(Locale.ROOT) + "response");
    if (!content.isObject()) {
      throw CloudStackFailures.ofNonsense(call, "no " + command + " response");
    }
    if (content.has("errorcode")) {
      throw CloudStackFailures.ofAnswer(call, content.path("errorcode").asInt(), body);
    }
    return content;
  }

  /** The elements of a list; CloudStack leaves the array out when there are none. */
  static List<JsonNode> elements(String call, JsonNode content, String array) {
    JsonNode found = content.get(array);
    List<JsonNode> elements = new ArrayList<>();
    if (found == null) {
      if (content.path("count").asInt(0) > 0 && content.size() > 1) {
        throw CloudStackFailures.ofNonsense(call, "counts elements but lists no " + array);
      }
      return elements;
    }
    if (!found.isArray()) {
      throw CloudStackFailures.ofNonsense(call, array + " is not a list");
    }
    found.forEach(elements::add);
    return elements;
  }

  /** The error in an answer, when there is one in CloudStack's format. */
  static Optional<JsonNode> error(String body) {
    try {
      JsonNode root = MAPPER.readTree(body == null ? "" : body);
      if (!root.isObject() || root.size() != 1) {
        return Optional.empty();
      }
      JsonNode content = root.elements().next();
      return content.has("errorcode") ? Optional.of(content) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** A text field that must be there. */
  static String required(String call, JsonNode node, String field) {
    String text = node.path(field).asText("");
    if (text.isEmpty()) {
      throw CloudStackFailures.ofNonsense(call, "an element has no " + field);
    }
    return text;
  }

  /** A text field, or null. */
  static String optional(JsonNode node, String field) {
    String text = node.path(field).asText("");
    return text.isEmpty() ? null : text;
  }
}
