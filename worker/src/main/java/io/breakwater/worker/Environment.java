package io.breakwater.worker;

import io.breakwater.activities.check.CheckConfig;
import io.breakwater.activities.cloudstack.CloudStackEndpoint;
import io.breakwater.activities.frame.ApplianceQueue;
import io.breakwater.activities.operation.OperationSettings;
import io.breakwater.activities.operation.PerKind;
import io.breakwater.activities.operation.StepBudgets;
import io.breakwater.activities.replication.OmaConfig;
import io.breakwater.activities.replication.SyncLimits;
import io.breakwater.activities.vma.SourcePowerLimits;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.credential.CredentialKey;
import io.breakwater.inventory.site.SiteNotConfigured;
import io.breakwater.inventory.site.Sites;
import io.breakwater.step.OperationActivities.Retries;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the configuration from {@code BREAKWATER_*} environment variables. */
final class Environment {
  private static final OperationSettings DEFAULTS = OperationSettings.defaults("default");

  private static final SourcePowerLimits POWER = SourcePowerLimits.defaults();

  private static final SyncLimits SYNC = SyncLimits.defaults();

  private static final String KEY = "BREAKWATER_CREDENTIAL_KEY";

  private static final String CLOUDSTACK = "BREAKWATER_CLOUDSTACK_";

  private final Map<String, String> variables;

  Environment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /**
   * The worker's configuration.
   *
   * @throws IllegalArgumentException that names the variable and what it should hold
   */
  WorkerConfig worker() {
    return new WorkerConfig(
        database(),
        operations(),
        cloudStack(),
        URI.create(text("BREAKWATER_DAEMON_URL", "http://localhost:8090")),
        source(),
        words("BREAKWATER_INJECTOR", "sudo /opt/migratekit/bin/inject-virtio-drivers.sh"),
        words("BREAKWATER_FLUSH", "sync {device}"),
        CheckConfig.of(directory("BREAKWATER_CHECK_COMMANDS")),
        Path.of(text("BREAKWATER_STATE_DIR", "/var/lib/breakwater")),
        Path.of(text("BREAKWATER_LOG_DIR", "/var/log/migratekit")),
        duration("BREAKWATER_WATCH_TICK", Duration.ofMillis(500)),
        duration("BREAKWATER_LOST_ANSWER_GRACE", Duration.ofSeconds(10)),
        duration("BREAKWATER_DAEMON_LOST_AFTER", Duration.ofSeconds(60)),
        address("BREAKWATER_METRICS"),
        number("BREAKWATER_APPLIANCE_TURNS", ApplianceQueue.OUTSTANDING),
        number("BREAKWATER_CLOUDSTACK_SLOTS", 200));
  }

  private DatabaseConfig database() {
    return new DatabaseConfig(
        text("BREAKWATER_DB_URL", "jdbc:mysql://127.0.0.1:3306/migratekit_oma"),
        text("BREAKWATER_DB_USER", "oma_user"),
        text("BREAKWATER_DB_PASSWORD", ""),
        number("BREAKWATER_DB_POOL", 10));
  }

  private Optional<CloudStackEndpoint> cloudStack() {
    String url = text(CLOUDSTACK + "URL", "");
    String key = text(CLOUDSTACK + "API_KEY", "");
    String secret = text(CLOUDSTACK + "SECRET_KEY", "");
    if (url.isEmpty() && key.isEmpty() && secret.isEmpty()) {
      return Optional.empty();
    }
    if (url.isEmpty() || key.isEmpty() || secret.isEmpty()) {
      throw new IllegalArgumentException(
          CLOUDSTACK
              + "URL, ..._API_KEY and ..._SECRET_KEY belong together: set all three or none");
    }
    try {
      return Optional.of(new CloudStackEndpoint(Sites.apiUrl(url), key, secret));
    } catch (SiteNotConfigured e) {
      throw new IllegalArgumentException(
          CLOUDSTACK
              + "URL must be an address such as https://cloud.example:8443/client/api, not \""
              + url
              + "\"",
          e);
    }
  }

  private SourceConfig source() {
    OmaConfig oma = OmaConfig.at(URI.create(text("BREAKWATER_OMA_URL", "http://localhost:8082")));
    return new SourceConfig(
        VmaConfig.at(URI.create(text("BREAKWATER_VMA_URL", "http://localhost:9081"))),
        new OmaConfig(
            oma.baseUrl(),
            oma.connectTimeout(),
            oma.readTimeout(),
            text("BREAKWATER_OMA_TOKEN", "")),
        credentialKey(),
        new SourcePowerLimits(
            duration("BREAKWATER_SOURCE_POLL", POWER.poll()),
            duration("BREAKWATER_SOURCE_SHUTDOWN", POWER.graceful()),
            duration("BREAKWATER_SOURCE_POWER_CUT", POWER.forced()),
            duration("BREAKWATER_SOURCE_POWER_ON", POWER.on())),
        new SyncLimits(
            duration("BREAKWATER_SYNC_POLL", SYNC.poll()),
            duration("BREAKWATER_SYNC_NO_PROGRESS", SYNC.noProgress()),
            duration("BREAKWATER_SYNC_LIMIT", SYNC.total()),
            duration("BREAKWATER_SYNC_GRACE", SYNC.grace())),
        duration("BREAKWATER_REPLICATION_LOST_AFTER", Duration.ofMinutes(30)));
  }

  /** Without one, only a live failover misses it, and says so. */
  private CredentialKey credentialKey() {
    String name = text(KEY, "").isEmpty() ? CredentialKey.VARIABLE : KEY;
    try {
      return CredentialKey.of(text(name, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " must be base64 of 32 bytes", e);
    }
  }

  private OperationSettings operations() {
    return new OperationSettings(
        text("BREAKWATER_INSTALLATION", hostName()),
        duration("BREAKWATER_LEASE_TTL", DEFAULTS.leaseTtl()),
        duration("BREAKWATER_LEASE_RETRY", DEFAULTS.leaseRetry()),
        duration("BREAKWATER_HEARTBEAT", DEFAULTS.heartbeat()),
        perKind(
            "BREAKWATER_PATIENCES",
            duration("BREAKWATER_PATIENCE", DEFAULTS.patience().usual()),
            Environment::longerThanNothing),
        duration("BREAKWATER_PENDING_TICK", DEFAULTS.pendingTick()),
        duration("BREAKWATER_STUCK_AFTER", DEFAULTS.stuckAfter()),
        duration("BREAKWATER_REMIND_AFTER", DEFAULTS.remindAfter()),
        duration("BREAKWATER_REPLICATION_MAX_AGE", DEFAULTS.replicationMaxAge()),
        factor("BREAKWATER_BUDGET_FACTOR", DEFAULTS.budgetFactor()),
        budgets("BREAKWATER_BUDGETS"),
        perKind("BREAKWATER_RETRIES", retries(), Environment::pauses));
  }

  private <T> PerKind<T> perKind(String name, T usual, Function<String, T> value) {
    try {
      return PerKind.of(usual, text(name, ""), value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static Duration longerThanNothing(String text) {
    try {
      Duration duration = Duration.parse(text);
      if (duration.isNegative()) {
        throw new IllegalArgumentException("it must not be negative");
      }
      return duration;
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("write a duration such as PT30M", e);
    }
  }

  /** Such as {@code PT2S/PT1M}. */
  private static Retries pauses(String text) {
    String[] sides = text.split("/", -1);
    if (sides.length != 2) {
      throw new IllegalArgumentException(
          "write the first and the longest pause, such as PT2S/PT1M");
    }
    return new Retries(longerThanNothing(sides[0]), longerThanNothing(sides[1]));
  }

  private StepBudgets budgets(String name) {
    try {
      return StepBudgets.of(text(name, ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private Retries retries() {
    Retries usual = DEFAULTS.retries().usual();
    try {
      return new Retries(
          duration("BREAKWATER_RETRY_FIRST", usual.first()),
          duration("BREAKWATER_RETRY_MAX", usual.most()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "BREAKWATER_RETRY_FIRST and BREAKWATER_RETRY_MAX: " + e.getMessage(), e);
    }
  }

  private String text(String name, String otherwise) {
    String value = variables.get(name);
    return value == null || value.isBlank() ? otherwise : value;
  }

  private Optional<Path> directory(String name) {
    String value = text(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
  }

  private List<String> words(String name, String otherwise) {
    return List.of(text(name, otherwise).trim().split("\\s+"));
  }

  private Duration duration(String name, Duration otherwise) {
    String value = variables.get(name);
    try {
      return value == null ? otherwise : Duration.parse(value);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          name + " must be a duration such as PT30S, not \"" + value + "\"", e);
    }
  }

  private int number(String name, int otherwise) {
    String value = variables.get(name);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " must be a number, not \"" + value + "\"", e);
    }
  }

  private double factor(String name, double otherwise) {
    String value = variables.get(name);
    try {
      return value == null ? otherwise : Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          name + " must be a number such as 1.5, not \"" + value + "\"", e);
    }
  }

  /** {@code host:port}; nowhere unless it is set. */
  private Optional<InetSocketAddress> address(String name) {
    String value = text(name, "");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int colon = value.lastIndexOf(':');
    try {
      int port = Integer.parseInt(value.substring(colon + 1));
      return Optional.of(new InetSocketAddress(value.substring(0, Math.max(0, colon)), port));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " must be host:port such as 127.0.0.1:9464, not \"" + value + "\"", e);
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "default";
    }
  }
}
