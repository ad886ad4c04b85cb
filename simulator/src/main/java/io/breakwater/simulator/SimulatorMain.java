package io.breakwater.simulator;

import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.SimulatedCloudBuilder;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulator as a process of its own: prints its URLs and stays until it is told to end. */
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

  /** Runs until the process is ended. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimulatorMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
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
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
