package io.breakwater.activities.guest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How drivers are injected on this appliance.
 *
 * @param command the command line; device and job id are appended to it
 * @param environment what it gets besides PATH, HOME, LANG and TMPDIR. The worker's own environment
 *     is kept from it, because virt-v2v prints its environment into the log
 * @param stateDirectory where runs are recorded; must outlive the worker
 * @param logDirectory where {@code virtv2v-<jobId>.log} is written, as the old system did
 * @param limit an injection that takes longer is ended; virt-v2v is known to hang
 * @param grace how long a process group may take to end before it is killed
 */
public record InjectorConfig(
    List<String> command,
    Map<String, String> environment,
    Path stateDirectory,
    Path logDirectory,
    Duration limit,
    Duration grace) {

  public InjectorConfig {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("the injector's command line is empty");
    }
  }

  /** The defaults: 30 minutes, 10 seconds of grace. */
  public static InjectorConfig of(List<String> command, Path stateDirectory, Path logDirectory) {
    return new InjectorConfig(
        command,
        Map.of(),
        stateDirectory,
        logDirectory,
        Duration.ofMinutes(30),
        Duration.ofSeconds(10));
  }

  /** The same with other time limits. */
  public InjectorConfig withLimits(Duration newLimit, Duration newGrace) {
    return new InjectorConfig(
        command, environment, stateDirectory, logDirectory, newLimit, newGrace);
  }

  /** The same with another environment. */
  public InjectorConfig withEnvironment(Map<String, String> newEnvironment) {
    return new InjectorConfig(command, newEnvironment, stateDirectory, logDirectory, limit, grace);
  }
}
