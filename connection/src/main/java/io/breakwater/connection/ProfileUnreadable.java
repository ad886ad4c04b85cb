package io.breakwater.connection;

import java.io.IOException;
import java.util.Map;

/** The file with the profiles of the Temporal CLI cannot be read; says which, and why. */
final class ProfileUnreadable extends IOException {
  private static final long serialVersionUID = 1;
  private static final String FILE = "TEMPORAL_CONFIG_FILE";

  ProfileUnreadable(Map<String, String> environment, IOException cause) {
    super("cannot read " + file(environment) + ": " + cause.getMessage(), cause);
  }

  private static String file(Map<String, String> environment) {
    String named = environment.getOrDefault(FILE, "");
    return named.isBlank() ? "the Temporal CLI's temporal.toml" : named;
  }
}
