package io.breakwater.gateway;

import io.breakwater.gateway.http.Refused;
import io.breakwater.inventory.DatabaseUnavailable;
import java.sql.SQLException;
import java.sql.SQLTransientException;

/** What a failed call of the database means to a caller of the gateway. */
final class DatabaseTrouble {
  private static final String MESSAGE = "The database is not available";

  private DatabaseTrouble() {}

  /** A failure as 503; null when it did not come from an absent database. */
  static Refused of(Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DatabaseUnavailable unavailable) {
        return Refused.unavailable(MESSAGE, unavailable.getMessage());
      }
      if (t instanceof SQLException sql && isConnection(sql)) {
        return Refused.unavailable(
            MESSAGE, "the database does not answer: " + sql.getMessage() + "; try again later");
      }
      if (t instanceof SQLException sql && "42S02".equals(sql.getSQLState())) {
        return Refused.unavailable(
            MESSAGE, "its schema is not up to date: " + sql.getMessage() + "; start the worker");
      }
    }
    return null;
  }

  /** SQL states of class 08 say that there is no connection. */
  private static boolean isConnection(SQLException e) {
    return e instanceof SQLTransientException
        || (e.getSQLState() != null && e.getSQLState().startsWith("08"));
  }
}
