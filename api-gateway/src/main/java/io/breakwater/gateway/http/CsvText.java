package io.breakwater.gateway.http;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSV (RFC 4180), to be opened by a spreadsheet. */
public final class CsvText {
  private CsvText() {}

  /** A line of these cells; null is an empty one. */
  public static String line(Stream<?> cells) {
    return cells.map(CsvText::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  /** A cell that begins like a formula would be carried out by a spreadsheet. */
  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (value instanceof String && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
