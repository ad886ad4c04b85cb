package io.breakwater.e2e.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which parts of a world are given by the environment, so that they are not started. Worker and
 * gateway inherit the variables that say where the given parts are.
 */
public final class GivenParts {
  private static final String DB_URL = "BREAKWATER_DB_URL";
  private static final String DB_USER = "BREAKWATER_DB_USER";
  private static final String DB_PASSWORD = "BREAKWATER_DB_PASSWORD";
  private static final String TEMPORAL = "TEMPORAL_ADDRESS";
  private static final String CLOUD_URL = "BREAKWATER_CLOUDSTACK_URL";
  private static final String CLOUD_KEY = "BREAKWATER_CLOUDSTACK_API_KEY";
  private static final String CLOUD_SECRET = "BREAKWATER_CLOUDSTACK_SECRET_KEY";
  private static final String DAEMON = "BREAKWATER_DAEMON_URL";
  private static final String VMA = "BREAKWATER_VMA_URL";

  private final Map<String, String> variables;

  private GivenParts(Map<String, String> variables) {
    this.variables = variables;
  }

  /** Everything is ours. */
  public static GivenParts none() {
    return new GivenParts(Map.of());
  }

  /**
   * Reads the variables; an empty one counts as not set.
   *
   * @throws IllegalArgumentException when a part is given by halves, naming what is missing
   */
  public static GivenParts by(Map<String, String> environment) {
    Map<String, String> set = new HashMap<>();
    for (String name :
        List.of(
            DB_URL,
            DB_USER,
            DB_PASSWORD,
            TEMPORAL,
            CLOUD_URL,
            CLOUD_KEY,
            CLOUD_SECRET,
            DAEMON,
            VMA)) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        set.put(name, value);
      }
    }
    GivenParts given = new GivenParts(set);
    given.refuseHalves(DB_URL, DB_USER);
    given.refuseHalves(CLOUD_URL, CLOUD_KEY);
    given.refuseHalves(CLOUD_URL, CLOUD_SECRET);
    given.refuseMixtures();
    return given;
  }

  private void refuseHalves(String one, String other) {
    if (has(one) != has(other)) {
      String missing = has(one) ? other : one;
      throw new IllegalArgumentException(
          (has(one) ? one : other) + " is set without " + missing + ": set both or neither");
    }
  }

  /** A simulated daemon serves the simulated cloud only; a real daemon moves real disks. */
  private void refuseMixtures() {
    if (!simulatesSite() && !daemon()) {
      throw new IllegalArgumentException(
          (database() ? DB_URL : CLOUD_URL)
              + " is set, so the site is a real one, and its Volume Daemon is not simulated: set "
              + DAEMON
              + " too, such as http://localhost:8090");
    }
  }

  public boolean database() {
    return has(DB_URL);
  }

  public boolean temporal() {
    return has(TEMPORAL);
  }

  public boolean cloudStack() {
    return has(CLOUD_URL);
  }

  public boolean daemon() {
    return has(DAEMON);
  }

  public boolean vma() {
    return has(VMA);
  }

  /**
   * Whether there is a simulated CloudStack. A given database says itself which CloudStack its
   * volumes are in.
   */
  public boolean simulatesSite() {
    return !database() && !cloudStack();
  }

  /** Sample VMs are for a site that is all ours. */
  public boolean isAllOurs() {
    return simulatesSite() && !daemon();
  }

  /** Where the given database is and as whom to use it. */
  Optional<DatabaseAccess> databaseAccess() {
    return database()
        ? Optional.of(
            new DatabaseAccess(
                variables.get(DB_URL),
                variables.get(DB_USER),
                variables.getOrDefault(DB_PASSWORD, "")))
        : Optional.empty();
  }

  /** The given part's address, for people. */
  public Optional<String> temporalAddress() {
    return Optional.ofNullable(variables.get(TEMPORAL));
  }

  public Optional<String> cloudStackUrl() {
    return Optional.ofNullable(variables.get(CLOUD_URL));
  }

  public Optional<String> daemonUrl() {
    return Optional.ofNullable(variables.get(DAEMON));
  }

  public Optional<String> vmaUrl() {
    return Optional.ofNullable(variables.get(VMA));
  }

  private boolean has(String name) {
    return variables.containsKey(name);
  }
}
