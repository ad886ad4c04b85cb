package io.breakwater.simulator;

import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.SimulatedCloudBuilder;
import io.breakwater.simulator.site.SampleSite;
import io.breakwater.simulator.site.Site;
import io.breakwater.simulator.site.SiteOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The simulator as a process of its own: prints its URLs and stays until it is told to end. Given a
 * database it also plays the site around the cloud: Volume Daemon, VMA, old appliance, sample VMs.
 */
@Command(name = "simulator", mixinStandardHelpOptions = true)
public final class SimulatorMain implements Callable<Integer> {

  @Option(names = "--port", description = "port of the CloudStack API, 0 for any")
  private int port;

  @Option(names = "--control-port", description = "port of the control API, 0 for any")
  private int controlPort;

  @Option(names = "--time-scale", description = "wall seconds per simulated second")
  private double timeScale = 1.0;

  @Option(names = "--state", description = "file that keeps the state")
  private Path state;

  @Option(names = "--api-key", description = "the API key")
  private String apiKey = "simulated-api-key";

  @Option(names = "--secret-key", description = "the secret key")
  private String secretKey = "simulated-secret-key";

  @Option(
      names = "--database",
      description = "JDBC URL of a schema for the old appliance's tables; filled with sample VMs")
  private String database;

  @Option(names = "--database-user", description = "its account")
  private String databaseUser = "oma_user";

  @Option(
      names = "--database-password",
      description = "its password; better in the variable SIMULATOR_DATABASE_PASSWORD",
      defaultValue = "${env:SIMULATOR_DATABASE_PASSWORD:-}")
  private String databasePassword;

  @Option(names = "--directory", description = "for devices and the injection command of the site")
  private Path directory = Path.of("site");

  @Option(names = "--daemon-port", description = "port of the Volume Daemon, 0 for any")
  private int daemonPort;

  @Option(names = "--vma-port", description = "port of the VMA, 0 for any")
  private int vmaPort;

  @Option(names = "--oma-port", description = "port of the old appliance's API, 0 for any")
  private int omaPort;

  /** Runs until the process is ended. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulatorMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    SimulatedCloudBuilder builder =
        SimulatedCloud.builder()
            .timeScale(timeScale)
            .keys(apiKey, secretKey)
            .port(port)
            .stateFile(state);
    try (Simulator simulator = Simulator.of(builder, controlPort).start()) {
      Runtime.getRuntime().addShutdownHook(new Thread(simulator::close, "simulator-shutdown"));
      System.out.println("CloudStack API  " + simulator.cloud().url());
      System.out.println("control API     " + simulator.controlUrl() + "/simulator");
      if (database != null) {
        startSite(simulator);
      }
      System.out.println("simulator ready");
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private void startSite(Simulator simulator) throws IOException {
    Site site =
        Site.open(
            simulator.cloud(),
            SiteOptions.of(
                    database,
                    databaseUser,
                    databasePassword,
                    Files.createDirectories(directory).toAbsolutePath(),
                    simulator.controlUrl(),
                    timeScale)
                .withPorts(daemonPort, vmaPort, omaPort));
    Runtime.getRuntime().addShutdownHook(new Thread(site::close, "site-shutdown"));
    simulator.oracle().watchSources(site::sourceRuns);
    site.whenSourceStarts(
        context -> simulator.oracle().sourcePoweredOn(context, simulator.cloud().view()));
    site.start();
    SampleSite.addTo(site).forEach(vm -> System.out.println("VM              " + vm.contextId()));
    System.out.println("Volume Daemon   " + site.daemon().url());
    System.out.println("VMA             " + site.vma().url());
    System.out.println("old appliance   " + site.oma().url());
    System.out.println("injector        " + site.injectorCommand());
  }
}
