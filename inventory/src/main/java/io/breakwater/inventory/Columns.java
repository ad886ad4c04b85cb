package io.breakwater.inventory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads columns the way the old system's data need it. */
public final class Columns {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private Columns() {}

  /** A time, or null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp value = row.getTimestamp(column);
    return value == null ? null : value.toInstant();
  }

  /** A time for a datetime column. The driver would cut the fraction off for a MariaDB. */
  public static String utc(Instant time) {
    return UTC.format(time);
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
