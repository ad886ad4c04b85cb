package io.breakwater.e2e.up;

import io.breakwater.e2e.world.GivenParts;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.e2e.world.WorldOptions.Ports;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SampleSite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts everything and stays until Ctrl-C; started again it goes on where it was. */
@Command(
    name = "up",
    description = "Starts everything on 127.0.0.1 and stays until Ctrl-C.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    footer = {
      "",
      "A part that the environment names is used instead of one of our own:",
      "  database     BREAKWATER_DB_URL, BREAKWATER_DB_USER,",
      "               BREAKWATER_DB_PASSWORD",
      "  Temporal     TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, ...",
      "  CloudStack   BREAKWATER_CLOUDSTACK_URL,",
      "               BREAKWATER_CLOUDSTACK_API_KEY,",
      "               BREAKWATER_CLOUDSTACK_SECRET_KEY",
      "  Volume Daemon  BREAKWATER_DAEMON_URL",
      "  VMA          BREAKWATER_VMA_URL"
    })
public final class UpCommand implements Callable<Integer> {
  @Option(names = "--port", defaultValue = "8082", description = "the gateway's port")
  private int gatewayPort;

  @Option(names = "--temporal-port", defaultValue = "7233", description = "Temporal's port")
  private int temporalPort;

  @Option(names = "--ui-port", defaultValue = "8233", description = "the Temporal web UI's port")
  private int uiPort;

  @Option(
      names = "--directory",
      description = "where state is kept; default: .breakwater in the project's folder")
  private Path directory;

  @Option(
      names = "--time-scale",
      defaultValue = "1.0",
      description = "wall seconds per simulated second")
  private double timeScale;

  @Override
  public Integer call() throws IOException, InterruptedException {
    GivenParts given = GivenParts.by(System.getenv());
    Path home = Path.of(System.getProperty("breakwater.home", "."));
    Path state =
        (directory == null ? home.resolve(".breakwater") : directory).toAbsolutePath().normalize();
    Files.createDirectories(state);
    requireFreePorts(given);
    Ports ports = StoredPorts.in(state).with(gatewayPort, temporalPort, uiPort);
    System.err.println("Starting; state is kept in " + state);
    World world =
        World.start(
            WorldOptions.temporary(state)
                .withTimeScale(timeScale)
                .withGiven(given)
                .persistentOn(ports));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(world, ended), "shutdown"));
    List<ProtectedContext> vms = given.isAllOurs() ? SampleSite.addTo(world.site()) : List.of();
    JavaProcess worker = world.startWorker("worker");
    world.startGateway();
    new Welcome(world, vms, gatewayPort).print(worker.waitingFor());
    ended.await();
    return 0;
  }

  private void requireFreePorts(GivenParts given) {
    FreePorts.require("--port", gatewayPort);
    if (!given.temporal()) {
      FreePorts.require("--temporal-port", temporalPort);
      FreePorts.require("--ui-port", uiPort);
    }
  }

  private static void stop(World world, CountDownLatch ended) {
    System.err.println("Stopping...");
    world.close();
    System.err.println("Stopped.");
    ended.countDown();
  }
}
