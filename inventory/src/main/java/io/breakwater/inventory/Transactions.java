package io.breakwater.inventory;

import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * How all repositories reach the database: one transaction per call, made again when the database
 * chose it as the victim of a deadlock, and a broken connection told apart from a wrong statement.
 * Thread-safe.
 */
public final class Transactions {
  private static final int ATTEMPTS = 5;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int RECORD_CHANGED = 1020;

  /** What a server that shuts down, or an administrator, does to a running statement. */
  private static final String KILLED = "70100";

  private final Jdbi jdbi;

  public Transactions(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Runs the work in one transaction and commits; any exception rolls back.
   *
   * @throws DatabaseUnavailable when the connection cannot be had or breaks
   */
  public <T> T in(HandleCallback<T, RuntimeException> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(work);
      } catch (JdbiException e) {
        if (isBroken(e)) {
          throw broken(e);
        }
        if (attempt == ATTEMPTS || !isVictim(e)) {
          throw e;
        }
      }
    }
  }

  /** Like {@link #in(HandleCallback)} without an answer. */
  public void run(HandleConsumer<RuntimeException> work) {
    in(
        (Handle handle) -> {
          work.useHandle(handle);
          return null;
        });
  }

  private static DatabaseUnavailable broken(JdbiException e) {
    return new DatabaseUnavailable(
        "the connection to the database broke: "
            + e.getMessage()
            + ". Whether the statement took effect is not known; it is tried again.",
        e);
  }

  private static boolean isBroken(JdbiException e) {
    SQLException cause = sqlCause(e);
    String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
    return state.startsWith("08") || state.equals(KILLED);
  }

  private static boolean isVictim(JdbiException e) {
    SQLException cause = sqlCause(e);
    if (cause == null) {
      return false;
    }
    int code = cause.getErrorCode();
    return code == DEADLOCK || code == LOCK_WAIT_TIMEOUT || code == RECORD_CHANGED;
  }

  private static SQLException sqlCause(Throwable error) {
    for (Throwable t = error; t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
