package io.breakwater.e2e.world;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a world is to be.
 *
 * @param directory logs, state and device links
 * @param persistent whether database, Temporal and cloud go on where they were
 * @param timeScale wall seconds per simulated second
 * @param injection how long a driver injection takes, simulated
 * @param ports fixed ports
 * @param tuning variables for worker processes, such as {@code BREAKWATER_HEARTBEAT}
 * @param given parts that are there already and are not started
 */
public record WorldOptions(
    Path directory,
    boolean persistent,
    double timeScale,
    Duration injection,
    Ports ports,
    Map<String, String> tuning,
    GivenParts given) {

  public WorldOptions {
    tuning = Map.copyOf(tuning);
  }

  /** Durations as recorded, any free ports, nothing kept. */
  public static WorldOptions temporary(Path directory) {
    return new WorldOptions(
        directory, false, 1.0, Duration.ofSeconds(8), Ports.anyFree(), Map.of(), GivenParts.none());
  }

  public WorldOptions withTimeScale(double scale) {
    return new WorldOptions(directory, persistent, scale, injection, ports, tuning, given);
  }

  public WorldOptions withTuning(Map<String, String> variables) {
    return new WorldOptions(directory, persistent, timeScale, injection, ports, variables, given);
  }

  public WorldOptions persistentOn(Ports fixed) {
    return new WorldOptions(directory, true, timeScale, injection, fixed, tuning, given);
  }

  public WorldOptions onPorts(Ports fixed) {
    return new WorldOptions(directory, persistent, timeScale, injection, fixed, tuning, given);
  }

  public WorldOptions withGiven(GivenParts parts) {
    return new WorldOptions(directory, persistent, timeScale, injection, ports, tuning, parts);
  }

  Optional<Path> kept(String name) {
    return persistent ? Optional.of(directory.resolve(name)) : Optional.empty();
  }

  /** Ports on 127.0.0.1; 0 takes any free one. */
  public record Ports(
      int gateway,
      int temporal,
      int temporalUi,
      int database,
      int cloudStack,
      int control,
      int daemon,
      int vma,
      int oma) {
    public static Ports anyFree() {
      return new Ports(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
  }
}
