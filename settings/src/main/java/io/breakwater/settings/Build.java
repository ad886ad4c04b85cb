package io.breakwater.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build of Breakwater this is.
 *
 * @param version such as {@code 0.1.0}
 * @param id the commit it was built from, as the build was told it with {@code -Dbuild.id=…}; else
 *     {@code development}
 */
public record Build(String version, String id) {
  private static final Build CURRENT = read();

  /** The build of this class. */
  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream in = Build.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is missing: build with Maven");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("read build.properties", e);
    }
    return new Build(properties.getProperty("version"), properties.getProperty("id"));
  }

  /** Version and commit in one word, such as {@code 0.1.0-915ffe5c1b2a}. */
  public String label() {
    return version + "-" + id;
  }

  /** Such as {@code Breakwater 0.1.0 (build 915ffe5c1b2a, Java 17.0.13)}. */
  public String describe() {
    return "Breakwater " + version + " (build " + id + ", Java " + Runtime.version() + ")";
  }
}
