package io.breakwater.inventory;

/**
 * The database could not be reached, or the connection broke. Whether a write that was under way
 * took effect is not known; all writes of this module may be made again.
 */
public class DatabaseUnavailable extends RuntimeException {
  public DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
