package io.breakwater.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A JSON object whose fields are read one by one. A field of the wrong kind is noted under its name
 * and read as absent, so that one answer can name everything that is wrong. Unknown fields are left
 * alone: the GUI sends options of every kind of failover.
 */
public final class RequestBody {
  /** The most bytes a body may have: 1 MiB. */
  static final int LIMIT = 1024 * 1024;

  private final ObjectNode object;
  private final String prefix;
  private final List<String> problems;

  private RequestBody(ObjectNode object) {
    this(object, "", new ArrayList<>());
  }

  private RequestBody(ObjectNode object, String prefix, List<String> problems) {
    this.object = object;
    this.prefix = prefix;
    this.problems = problems;
  }

  /**
   * Reads the request's body.
   *
   * @param message the endpoint's message when the body cannot be read
   * @throws Refused 400 when it is empty or no JSON object, 413 when it is longer than 1 MiB
   */
  public static RequestBody of(Context ctx, String message) {
    byte[] bytes = BodyReader.bytes(ctx, message);
    if (BodyReader.isBlank(bytes)) {
      throw Refused.badRequest(message, "body: is empty; a JSON object is needed");
    }
    return new RequestBody(BodyReader.parse(bytes, message));
  }

  /** The same for an endpoint that needs no body: an empty one reads as {@code {}}. */
  public static RequestBody optional(Context ctx, String message) {
    byte[] bytes = BodyReader.bytes(ctx, message);
    return BodyReader.isBlank(bytes) ? none() : new RequestBody(BodyReader.parse(bytes, message));
  }

  /** The same where a body counts only when it says that it is JSON, as on the old appliance. */
  public static RequestBody ifJson(Context ctx, String message) {
    String type = ctx.contentType();
    boolean json =
        type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    return json ? optional(ctx, message) : none();
  }

  /** A body without fields. */
  public static RequestBody none() {
    return new RequestBody(JsonNodeFactory.instance.objectNode());
  }

  /** A text that has to be there. */
  public String requiredText(String field) {
    String text = text(field);
    if (text == null && problems.stream().noneMatch(p -> p.startsWith(prefix + field + ":"))) {
      problem(field, "is required");
    }
    return text;
  }

  /** A text; null when absent, null or blank. */
  public String text(String field) {
    JsonNode node = of(field, JsonNode::isTextual, "a string");
    return node == null || node.textValue().isBlank() ? null : node.textValue();
  }

  /** A boolean; null when absent. */
  public Boolean flag(String field) {
    JsonNode node = of(field, JsonNode::isBoolean, "true or false");
    return node == null ? null : Boolean.valueOf(node.booleanValue());
  }

  /** A boolean that is false when absent. */
  public boolean isSet(String field) {
    return Boolean.TRUE.equals(flag(field));
  }

  /** An object of texts; empty when absent. */
  public Map<String, String> texts(String field) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode node = of(field, JsonNode::isObject, "an object of strings");
    if (node != null) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (!entry.getValue().isTextual() || entry.getValue().textValue().isBlank()) {
          problem(field + "." + entry.getKey(), "must be a string that is not empty");
        } else {
          texts.put(entry.getKey(), entry.getValue().textValue());
        }
      }
    }
    return texts;
  }

  /** A whole number; null when absent. */
  public Integer number(String field) {
    JsonNode node = of(field, JsonNode::canConvertToExactIntegral, "a whole number");
    if (node != null && !node.canConvertToInt()) {
      problem(field, "is too large");
      return null;
    }
    return node == null ? null : Integer.valueOf(node.intValue());
  }

  /** A list of words, each one of these; empty when absent. */
  public Set<String> words(String field, Collection<String> allowed) {
    Set<String> words = new LinkedHashSet<>();
    JsonNode node = of(field, JsonNode::isArray, "a list of strings");
    for (JsonNode word : node == null ? List.<JsonNode>of() : node) {
      if (!allowed.contains(word.textValue())) {
        String shown = word.isTextual() ? quote(word.textValue()) : "a " + kindOf(word);
        problem(field, "each must be one of " + String.join(", ", allowed) + ", not " + shown);
      } else {
        words.add(word.textValue());
      }
    }
    return words;
  }

  /**
   * A list of objects, read like this one; what is wrong in one is noted here, as {@code
   * field[0].name}. Null when absent.
   */
  public List<RequestBody> objects(String field) {
    JsonNode node = of(field, JsonNode::isArray, "a list of objects");
    if (node == null) {
      return null;
    }
    List<RequestBody> objects = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String name = field + "[" + i + "]";
      if (node.get(i) instanceof ObjectNode entry) {
        objects.add(new RequestBody(entry, prefix + name + ".", problems));
      } else {
        problem(name, "must be an object");
      }
    }
    return objects;
  }

  /** An object, read like this one; null when absent. */
  public RequestBody object(String field) {
    return of(field, JsonNode::isObject, "an object") instanceof ObjectNode entry
        ? new RequestBody(entry, prefix + field + ".", problems)
        : null;
  }

  /** A list of texts; null when absent. */
  public List<String> listOfTexts(String field) {
    JsonNode node = of(field, JsonNode::isArray, "a list of strings");
    return node == null ? null : JsonTexts.of(node, what -> problem(field, what));
  }

  /** A list of lists of texts; null when absent. */
  public List<List<String>> listsOfTexts(String field) {
    JsonNode node = of(field, JsonNode::isArray, "a list of lists of strings");
    return node == null ? null : JsonTexts.lists(node, what -> problem(field, what));
  }

  /** Whether a field holds an object with at least one entry. */
  public boolean hasObject(String field) {
    JsonNode node = of(field, JsonNode::isObject, "an object");
    return node != null && !node.isEmpty();
  }

  /** One of some words; null when absent. */
  public String oneOf(String field, List<String> words) {
    String text = text(field);
    if (text != null && !words.contains(text)) {
      problem(field, "must be one of " + String.join(", ", words) + ", not " + quote(text));
      return null;
    }
    return text;
  }

  /** Whether a field is there and not null. */
  public boolean isPresent(String field) {
    return object.hasNonNull(field);
  }

  /** Notes every field that is none of these: a misspelt one must not pass for left out. */
  public void allow(Collection<String> known) {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problem(name, "is not known here; known are " + String.join(", ", known));
              }
            });
  }

  /** Notes something else that is wrong with a field. */
  public void problem(String field, String what) {
    problems.add(prefix + field + ": " + what);
  }

  /** What is wrong so far, each beginning with the field's name. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Ends the reading.
   *
   * @throws Refused 400 naming the fields when something is wrong
   */
  public void check(String message) {
    if (!problems.isEmpty()) {
      throw Refused.badRequest(message, String.join("; ", problems));
    }
  }

  /** The object as it came. */
  public JsonNode asJson() {
    return object;
  }

  private JsonNode of(String field, Predicate<JsonNode> kind, String expected) {
    JsonNode node = object.get(field);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!kind.test(node)) {
      problem(field, "must be " + expected + ", not " + kindOf(node));
      return null;
    }
    return node;
  }

  private static String kindOf(JsonNode node) {
    return node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private static String quote(String text) {
    return "'" + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + "'";
  }
}
