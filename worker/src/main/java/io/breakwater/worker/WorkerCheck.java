package io.breakwater.worker;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackEndpoint;
import io.breakwater.activities.cloudstack.CloudStackTimings;
import io.breakwater.activities.cloudstack.NeededCommands;
import io.breakwater.activities.frame.ServedAppliance;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.activities.volumedaemon.VolumeDaemonConfig;
import io.breakwater.connection.TemporalAdvice;
import io.breakwater.connection.TemporalConnection;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.site.Site;
import io.breakwater.settings.Checkup;
import io.breakwater.settings.Reach;
import io.breakwater.vm.MachineId;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tries what a worker needs, changing nothing but that missing directories are made. */
final class WorkerCheck {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  private final WorkerConfig config;

  private WorkerCheck(WorkerConfig config) {
    this.config = config;
  }

  static Checkup of(WorkerConfig config) {
    WorkerCheck check = new WorkerCheck(config);
    return new Checkup(LIMIT)
        .add("Temporal", check::temporal, TemporalAdvice::on)
        .add("database", check::database, "see db.url, db.user and db.password")
        .add("appliance", check::appliance, "see appliance, and ossea_configs")
        .add(
            "CloudStack",
            check::cloudStack,
            "see the appliance's settings (ossea_configs), or cloudstack.url and its keys")
        .add("Volume Daemon", check::daemon, "start it, or set daemon.url")
        .add(
            "VMA",
            () -> Reach.of(config.source().vma().baseUrl()),
            "open the appliance's tunnel, or set vma.url")
        .add(
            "OMA",
            () -> Reach.of(config.source().oma().baseUrl()),
            "start the appliance's API, or set oma.url")
        .add("injector", () -> program(config.injector()), "see injector")
        .add("state_dir", () -> directory(config.stateDirectory()), "let the worker write there")
        .add("log_dir", () -> directory(config.logDirectory()), "let the worker write there");
  }

  private String temporal() throws IOException {
    try (TemporalConnection temporal = TemporalConnection.connect(config.temporal())) {
      return temporal.describe();
    }
  }

  private String database() {
    try (Database database = Database.open(config.database())) {
      return database.describe();
    }
  }

  private String appliance() {
    return withInventory(
        inventory -> {
          Site site = served(inventory).site();
          return "serves " + site.appliance() + " (" + site.name() + ")";
        });
  }

  private ServedAppliance served(Inventory inventory) {
    return new ServedAppliance(inventory.sites(), config.appliance());
  }

  /** Those of other appliances too: their VMs start through the same gateway. */
  private String cloudStack() {
    return withInventory(
        inventory ->
            config
                .cloudStack()
                .map(given -> cloudStack(() -> given, served(inventory).site().appliance()))
                .orElseGet(
                    () ->
                        inventory.sites().all().stream()
                            .map(site -> cloudStack(() -> endpoint(site), site.appliance()))
                            .collect(Collectors.joining("; "))));
  }

  private static CloudStackEndpoint endpoint(Site site) {
    return new CloudStackEndpoint(site.apiUrl(), site.keys().apiKey(), site.keys().secretKey());
  }

  private static String cloudStack(Supplier<CloudStackEndpoint> endpoint, MachineId appliance) {
    ScheduledExecutorService unused = Executors.newSingleThreadScheduledExecutor();
    try (CloudStackConnections connections =
        new CloudStackConnections(endpoint, CloudStackTimings.defaults(), unused, unused)) {
      return describe(connections.cloud(), appliance);
    } finally {
      unused.shutdownNow();
    }
  }

  private static String describe(CloudStack cloud, MachineId appliance) {
    if (cloud.machine(appliance).isEmpty()) {
      throw new IllegalStateException(
          "CloudStack knows no VM "
              + appliance
              + ", which ossea_configs.oma_vm_id names as the appliance");
    }
    List<String> missing = NeededCommands.missing(cloud);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "the account of the keys may not call " + missing + ": give its role these rules");
    }
    return "version "
        + cloud.version()
        + ", zones "
        + cloud.zones().stream().map(zone -> zone.name()).toList()
        + ", appliance "
        + appliance;
  }

  private <T> T withInventory(Function<Inventory, T> use) {
    try (Database database = Database.open(config.database())) {
      return use.apply(Inventory.over(database.jdbi()));
    }
  }

  private String daemon() {
    try (VolumeDaemon daemon = new VolumeDaemon(VolumeDaemonConfig.at(config.daemon()))) {
      return config.daemon() + " is " + daemon.health();
    }
  }

  /** With sudo the program that it runs has to be there too. */
  private static String program(List<String> words) {
    for (String word : words.subList(0, words.get(0).endsWith("sudo") ? 2 : 1)) {
      if (candidates(word).noneMatch(Files::isExecutable)) {
        throw new IllegalStateException("there is no executable program " + word);
      }
    }
    return String.join(" ", words);
  }

  private static Stream<Path> candidates(String program) {
    return program.contains("/")
        ? Stream.of(Path.of(program))
        : Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, program));
  }

  private static String directory(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "check", ""));
      return directory.toString();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write into " + directory, e);
    }
  }
}
