package io.breakwater.e2e.trouble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What answers say to people, less what is there for programs: ids, codes and addresses. */
final class Told {
  /** What somebody sent us, codes that the guide explains, and names of fields in a request. */
  private static final Pattern KNOWN =
      Pattern.compile(
          "'[^']*'|\\([A-Z_]+\\)|(?:known are|exactly one of) .*|\\(or \\w+\\)|\\w+: (?=is |must |give )|^\\w+: ");

  private static final Set<String> FOR_PROGRAMS =
      Set.of(
          "id",
          "contextId",
          "operationId",
          "requestId",
          "instance",
          "self",
          "temporalUi",
          "report",
          "step",
          "needs",
          "lane",
          "runningOperation",
          "code",
          "type",
          "destination",
          "name");

  /** An id of something, a path, a class, a type of failure, a call, a constant, a record. */
  private static final Pattern INNER =
      Pattern.compile(
          "\\p{XDigit}{8}-\\p{XDigit}{4}-"
              + "|/dev/|/proc/|/var/|/opt/|/tmp/|remote-vm-"
              + "|(?i:virt-?v2v|virtio)"
              + "|\\b(?:io|java|javax|com|org)\\.[a-z]\\w*\\."
              + "|\\b[A-Z][a-z]\\w*(?:Error|Exception|Failed|Unavailable|Lost|Expected|TimedOut)\\b"
              + "|\\b[a-z]{3,}[A-Z]\\w*\\b"
              + "|\\b[A-Z]{2,}_[A-Z_]+\\b"
              + "|\\w\\[\\w+=|\\w\\{\\w+=|\\bnull\\b");

  private final Set<String> texts = new LinkedHashSet<>();

  /** What these answers say. */
  static Told in(List<JsonNode> answers) {
    Told told = new Told();
    answers.forEach(answer -> told.collect("", answer));
    return told;
  }

  private void collect(String key, JsonNode node) {
    if (node instanceof TextNode text && !FOR_PROGRAMS.contains(key)) {
      texts.add(key + ": " + text.asText());
    }
    node.properties().forEach(field -> collect(field.getKey(), field.getValue()));
    if (node.isArray()) {
      node.forEach(each -> collect(key, each));
    }
  }

  List<String> texts() {
    return new ArrayList<>(texts);
  }

  /** The texts that an operator would not understand, with the key they were under. */
  List<String> inner() {
    return texts.stream().filter(text -> isProse(text) && isInner(text)).toList();
  }

  private static boolean isInner(String text) {
    return INNER.matcher(KNOWN.matcher(text).replaceAll(" ")).find();
  }

  /** A single word is a state or a name, which has a place of its own on every page. */
  private static boolean isProse(String text) {
    return text.substring(text.indexOf(": ") + 2).contains(" ");
  }
}
