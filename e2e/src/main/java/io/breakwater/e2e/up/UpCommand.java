package io.breakwater.e2e.up;

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
    mixinStandardHelpOptions = true)
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
    Path home = Path.of(System.getProperty("breakwater.home", "."));
    Path state = (directory == null ? home.resolve(".breakwater") : directory).toAbsolutePath();
    Files.createDirectories(state);
    FreePorts.require("--port", gatewayPort);
    FreePorts.require("--temporal-port", temporalPort);
    FreePorts.require("--ui-port", uiPort);
    Ports ports = StoredPorts.in(state).with(gatewayPort, temporalPort, uiPort);
    WorldOptions options =
        WorldOptions.temporary(state).withTimeScale(timeScale).persistentOn(ports);
    CountDownLatch ended = new CountDownLatch(1);
    World world = World.start(options);
    Thread hook =
        new Thread(
            () -> {
              System.err.println("stopping…");
              world.close();
              ended.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    List<ProtectedContext> vms = SampleSite.addTo(world.site());
    world.startWorker("worker");
    world.startGateway();
    new Welcome(world, vms, gatewayPort).print();
    ended.await();
    return 0;
  }
}
