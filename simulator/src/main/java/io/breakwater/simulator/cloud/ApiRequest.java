package io.breakwater.simulator.cloud;

import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.journal.JournalEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A verified API request. Parameter names are case-insensitive, the keys inside {@code
 * details[0].x} are not; an empty value is refused, as CloudStack 4.22 does.
 */
final class ApiRequest {

  private static final Pattern INDEXED = Pattern.compile("([A-Za-z]+)\\[(\\d+)]\\.?(.*)");

  private final String command;
  private final JournalEntry entry;
  private final Fault fault;
  private final Map<String, String> plain = new LinkedHashMap<>();
  private final Map<String, TreeMap<Integer, Map<String, String>>> lists = new LinkedHashMap<>();

  ApiRequest(String command, Map<String, String> parameters, JournalEntry entry, Fault fault) {
    this.command = command;
    this.entry = entry;
    this.fault = fault;
    parameters.forEach(this::put);
  }

  private void put(String name, String value) {
    Matcher matcher = INDEXED.matcher(name);
    if (matcher.matches()) {
      lists
          .computeIfAbsent(lower(matcher.group(1)), key -> new TreeMap<>())
          .computeIfAbsent(Integer.valueOf(matcher.group(2)), key -> new LinkedHashMap<>())
          .put(matcher.group(3), value);
    } else {
      plain.put(lower(name), value);
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  String command() {
    return command;
  }

  JournalEntry entry() {
    return entry;
  }

  /** The fault to play with this request's job, or null. */
  Fault fault() {
    return fault;
  }

  /** The value or null. */
  String text(String name) {
    String value = plain.get(name);
    if (value != null && value.isEmpty()) {
      throw ApiException.invalid("Invalid value provided for API arg: " + name);
    }
    return value;
  }

  String required(String name) {
    String value = text(name);
    if (value == null) {
      throw ApiException.missing(command, name);
    }
    return value;
  }

  /** True for {@code true} only: CloudStack reads anything else as false. */
  boolean flag(String name, boolean otherwise) {
    String value = text(name);
    return value == null ? otherwise : value.equalsIgnoreCase("true");
  }

  /** The number or null. */
  Long number(String name) {
    String value = text(name);
    if (value == null) {
      return null;
    }
    try {
      return Long.valueOf(value);
    } catch (NumberFormatException e) {
      throw ApiException.unknown(command, name, value);
    }
  }

  List<String> list(String name) {
    String value = text(name);
    return value == null ? List.of() : List.of(value.split(","));
  }

  /** The entries of {@code name[0].key=value}, by index. */
  List<Map<String, String>> entries(String name) {
    TreeMap<Integer, Map<String, String>> byIndex = lists.get(name);
    return byIndex == null ? List.of() : new ArrayList<>(byIndex.values());
  }

  /** All {@code details[n].key=value} in one map. */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    entries("details").forEach(details::putAll);
    return details;
  }

  /** All {@code tags[n].key, tags[n].value}. */
  Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Map<String, String> tag : entries("tags")) {
      tags.put(tag.get("key"), tag.get("value"));
    }
    return tags;
  }
}
