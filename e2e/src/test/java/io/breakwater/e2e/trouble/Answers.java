package io.breakwater.e2e.trouble;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was answered so far. {@code <name>} in a later command or answer stands for the last value
 * of the JSON field of that name that was printed first in its answer.
 */
final class Answers {
  private static final Pattern FIELD = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");
  private static final Pattern PLACE = Pattern.compile("<(\\w+)>");

  private final Map<String, String> fields = new HashMap<>();

  /** Remembers an answer. */
  void remember(String printed) {
    Map<String, String> found = new HashMap<>();
    FIELD.matcher(printed).results().forEach(r -> found.putIfAbsent(r.group(1), r.group(2)));
    fields.putAll(found);
  }

  /** The text with what was answered in the places for it. */
  String fill(String text) {
    return PLACE.matcher(text).replaceAll(place -> Matcher.quoteReplacement(value(place)));
  }

  private String value(MatchResult place) {
    return fields.getOrDefault(place.group(1), place.group());
  }
}
