package io.breakwater.worker;

import io.breakwater.activities.check.CheckConfig;
import io.breakwater.activities.cloudstack.CloudStackEndpoint;
import io.breakwater.activities.operation.OperationSettings;
import io.breakwater.activities.operation.PerKind;
import io.breakwater.activities.operation.StepBudgets;
import io.breakwater.activities.replication.OmaConfig;
import io.breakwater.activities.replication.SyncLimits;
import io.breakwater.activities.vma.SourcePowerLimits;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.connection.TemporalAccess;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.credential.CredentialKey;
import io.breakwater.inventory.site.SiteNotConfigured;
import io.breakwater.inventory.site.Sites;
import io.breakwater.settings.Build;
import io.breakwater.settings.Part;
import io.breakwater.settings.Setting;
import io.breakwater.settings.Settings;
import io.breakwater.settings.SystemSettings;
import io.breakwater.settings.WorkerSettings;
import io.breakwater.step.OperationActivities.Retries;
import io.breakwater.vm.MachineId;
import io.temporal.common.WorkerDeploymentVersion;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The worker's configuration, made of its settings. */
final class Configuration {
  private final Settings settings;
  private final Map<String, String> environment;

  private Configuration(Settings settings, Map<String, String> environment) {
    this.settings = settings;
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads file and environment.
   *
   * @throws IllegalArgumentException that lists every mistake
   */
  static WorkerConfig read(Optional<Path> file, Map<String, String> environment) {
    Settings settings = Settings.read(Part.WORKER, file, environment);
    WorkerConfig config = new Configuration(settings, environment).worker();
    settings.refuseMistakes();
    return config;
  }

  private WorkerConfig worker() {
    return new WorkerConfig(
        database(),
        TemporalAccess.of(environment, settings),
        operations(),
        settings.find(WorkerSettings.APPLIANCE).map(MachineId::new),
        cloudStack(),
        settings.get(SystemSettings.DAEMON_URL),
        source(),
        settings.get(WorkerSettings.INJECTOR),
        settings.get(WorkerSettings.FLUSH),
        CheckConfig.of(settings.find(WorkerSettings.CHECK_COMMANDS)),
        settings.get(WorkerSettings.STATE_DIR),
        settings.get(WorkerSettings.LOG_DIR),
        settings.get(WorkerSettings.WATCH_TICK),
        settings.get(WorkerSettings.CLOUDSTACK_ANSWER),
        settings.get(WorkerSettings.LOST_ANSWER_GRACE),
        settings.get(WorkerSettings.DAEMON_LOST_AFTER),
        settings.find(SystemSettings.METRICS),
        settings.find(SystemSettings.TRACES),
        new PurgeConfig(
            settings.find(WorkerSettings.RETENTION_REQUESTS),
            settings.find(WorkerSettings.RETENTION_OPERATIONS)),
        settings.get(WorkerSettings.STICKY),
        deployment(),
        settings.get(WorkerSettings.APPLIANCE_TURNS),
        settings.get(WorkerSettings.CLOUDSTACK_SLOTS));
  }

  private Optional<WorkerDeploymentVersion> deployment() {
    return settings
        .find(WorkerSettings.DEPLOYMENT)
        .map(
            name ->
                new WorkerDeploymentVersion(
                    name,
                    settings
                        .find(WorkerSettings.DEPLOYMENT_BUILD)
                        .orElseGet(Build.current()::label)));
  }

  private DatabaseConfig database() {
    return new DatabaseConfig(
        settings.get(SystemSettings.DB_URL),
        settings.get(SystemSettings.DB_USER),
        settings.find(SystemSettings.DB_PASSWORD).orElse(""),
        settings.get(SystemSettings.DB_POOL));
  }

  private Optional<CloudStackEndpoint> cloudStack() {
    Optional<URI> url = settings.find(SystemSettings.CLOUDSTACK_URL);
    Optional<String> key = settings.find(SystemSettings.CLOUDSTACK_API_KEY);
    Optional<String> secret = settings.find(SystemSettings.CLOUDSTACK_SECRET_KEY);
    return settings.made(
        () -> {
          if (url.isEmpty() && key.isEmpty() && secret.isEmpty()) {
            return Optional.empty();
          }
          if (url.isEmpty() || key.isEmpty() || secret.isEmpty()) {
            throw new IllegalArgumentException(
                SystemSettings.CLOUDSTACK_URL.variable()
                    + ", ..._API_KEY and ..._SECRET_KEY belong together: set all three or none");
          }
          return Optional.of(endpoint(url.get(), key.get(), secret.get()));
        },
        Optional.empty());
  }

  private CloudStackEndpoint endpoint(URI url, String key, String secret) {
    try {
      return new CloudStackEndpoint(Sites.apiUrl(url.toString()), key, secret);
    } catch (SiteNotConfigured e) {
      throw new IllegalArgumentException(
          settings.name(SystemSettings.CLOUDSTACK_URL)
              + " must be an address such as https://cloud.example:8443/client/api, not \""
              + url
              + "\"",
          e);
    }
  }

  private SourceConfig source() {
    OmaConfig oma = OmaConfig.at(settings.get(SystemSettings.OMA_URL));
    return new SourceConfig(
        VmaConfig.at(settings.get(SystemSettings.VMA_URL)),
        new OmaConfig(
            oma.baseUrl(),
            oma.connectTimeout(),
            oma.readTimeout(),
            settings.find(SystemSettings.OMA_TOKEN).orElse("")),
        credentialKey(),
        new SourcePowerLimits(
            settings.get(WorkerSettings.SOURCE_POLL),
            settings.get(WorkerSettings.SOURCE_SHUTDOWN),
            settings.get(WorkerSettings.SOURCE_POWER_CUT),
            settings.get(WorkerSettings.SOURCE_POWER_ON)),
        new SyncLimits(
            settings.get(WorkerSettings.SYNC_POLL),
            settings.get(WorkerSettings.SYNC_NO_PROGRESS),
            settings.get(WorkerSettings.SYNC_LIMIT),
            settings.get(WorkerSettings.SYNC_GRACE)),
        settings.get(WorkerSettings.REPLICATION_LOST_AFTER));
  }

  /** Without one, only a live failover misses it, and says so. */
  private CredentialKey credentialKey() {
    Optional<String> own = settings.find(SystemSettings.CREDENTIAL_KEY);
    String text = own.orElse(environment.getOrDefault(CredentialKey.VARIABLE, ""));
    String name =
        own.isPresent() ? settings.name(SystemSettings.CREDENTIAL_KEY) : CredentialKey.VARIABLE;
    return settings.made(
        () -> {
          try {
            return CredentialKey.of(text);
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + " must be base64 of 32 bytes", e);
          }
        },
        CredentialKey.of(""));
  }

  private OperationSettings operations() {
    return new OperationSettings(
        settings.find(WorkerSettings.INSTALLATION).orElseGet(Configuration::hostName),
        settings.get(WorkerSettings.LEASE_TTL),
        settings.get(WorkerSettings.LEASE_RETRY),
        settings.get(WorkerSettings.HEARTBEAT),
        perKind(
            WorkerSettings.PATIENCES,
            settings.get(WorkerSettings.PATIENCE),
            Configuration::longerThanNothing),
        settings.get(WorkerSettings.PENDING_TICK),
        settings.get(WorkerSettings.STUCK_AFTER),
        settings.get(WorkerSettings.REMIND_AFTER),
        settings.get(WorkerSettings.REPLICATION_MAX_AGE),
        settings.get(WorkerSettings.BUDGET_FACTOR),
        named(WorkerSettings.BUDGETS, StepBudgets::of, StepBudgets.usual()),
        perKind(WorkerSettings.RETRIES, retries(), Configuration::pauses));
  }

  private <T> PerKind<T> perKind(Setting<String> setting, T usual, Function<String, T> value) {
    return named(setting, text -> PerKind.of(usual, text, value), PerKind.always(usual));
  }

  /** What is read by other rules than those of a form; the message names the setting. */
  private <T> T named(Setting<String> setting, Function<String, T> reader, T otherwise) {
    return settings.made(
        () -> {
          try {
            return reader.apply(settings.find(setting).orElse(""));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(settings.name(setting) + ": " + e.getMessage(), e);
          }
        },
        otherwise);
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

  private Retries retries() {
    return settings.made(
        () -> {
          try {
            return new Retries(
                settings.get(WorkerSettings.RETRY_FIRST), settings.get(WorkerSettings.RETRY_MAX));
          } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                settings.name(WorkerSettings.RETRY_FIRST)
                    + " and "
                    + settings.name(WorkerSettings.RETRY_MAX)
                    + ": "
                    + e.getMessage(),
                e);
          }
        },
        Retries.usual());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "default";
    }
  }
}
