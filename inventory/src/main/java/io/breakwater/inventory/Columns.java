package io.breakwater.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Reads columns the way the old system's data need it. */
public final class Columns {
  private Columns() {}

  /** A time, or null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  /** Text, or null when it is NULL or blank: the old system writes both for "none". */
  public static String text(ResultSet row, String column) throws SQLException {
    String value = row.getString(column);
    return value == null || value.isBlank() ? null : value;
  }

  /** A number, or null. */
  public static Integer integer(ResultSet row, String column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? null : value;
  }

  /** Text that fits into a column; what is too long ends with an ellipsis. */
  public static String fit(String text, int length) {
    return text == null || text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
