package io.breakwater.inventory;

import java.util.Objects;

/**
 * How to reach the database.
 *
 * @param url a JDBC URL such as {@code jdbc:mysql://127.0.0.1:3306/migratekit_oma}
 * @param poolSize the most connections that are open at the same time
 */
public record DatabaseConfig(String url, String user, String password, int poolSize) {
  public DatabaseConfig {
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize must be at least 1, not " + poolSize);
    }
  }

  @Override
  public String toString() {
    return "DatabaseConfig[url=" + shownUrl() + ", user=" + user + ", poolSize=" + poolSize + "]";
  }

  /** The URL without its parameters, which may hold a password. */
  String shownUrl() {
    int parameters = url.indexOf('?');
    return parameters < 0 ? url : url.substring(0, parameters);
  }
}
