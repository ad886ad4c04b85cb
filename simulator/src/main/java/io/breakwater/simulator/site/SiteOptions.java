package io.breakwater.simulator.site;

import io.breakwater.simulator.daemon.ConfigRow;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/**
 * Where a site keeps its things and where it listens.
 *
 * @param jdbcUrl an existing schema; the old tables are created in it when they are missing
 * @param directory for device links, power states and the injection command
 * @param controlUrl where {@code /simulator/disks/...} of the simulated cloud is served
 * @param daemonPort 0 for any free port, as the other two
 * @param injectionTakes how long a driver injection lasts on the wall
 * @param config the site's row of {@code ossea_configs}
 */
public record SiteOptions(
    String jdbcUrl,
    String user,
    String password,
    Path directory,
    String controlUrl,
    int daemonPort,
    int vmaPort,
    int omaPort,
    Duration injectionTakes,
    ConfigRow config,
    Clock clock) {

  /** Any free ports, the system's clock, injections of eight seconds at the given time scale. */
  public static SiteOptions of(
      String jdbcUrl,
      String user,
      String password,
      Path directory,
      String controlUrl,
      double timeScale) {
    Duration injection = Duration.ofNanos((long) (Duration.ofSeconds(8).toNanos() * timeScale));
    Clock clock = Clock.systemUTC();
    return new SiteOptions(
        jdbcUrl,
        user,
        password,
        directory,
        controlUrl,
        0,
        0,
        0,
        injection,
        ConfigRow.firstActive(),
        clock);
  }

  /** The same with fixed ports. */
  public SiteOptions withPorts(int daemon, int vma, int oma) {
    return with(daemon, vma, oma, injectionTakes, config);
  }

  /** The same with another length of an injection, on the wall. */
  public SiteOptions withInjectionTaking(Duration duration) {
    return with(daemonPort, vmaPort, omaPort, duration, config);
  }

  /**
   * The same beside another site in one database, with a row of its own.
   *
   * @param name the row's name; it is made when it is missing
   */
  public SiteOptions beside(String name) {
    return with(daemonPort, vmaPort, omaPort, injectionTakes, new ConfigRow(name));
  }

  private SiteOptions with(int daemon, int vma, int oma, Duration injection, ConfigRow row) {
    return new SiteOptions(
        jdbcUrl, user, password, directory, controlUrl, daemon, vma, oma, injection, row, clock);
  }

  @Override
  public String toString() {
    return "SiteOptions[" + jdbcUrl + ", " + directory + "]";
  }
}
