package io.breakwater.gateway;

import io.breakwater.connection.TemporalConnection;
import io.breakwater.connection.trace.Traces;
import io.breakwater.gateway.metrics.MetricsListener;
import io.breakwater.settings.Build;
import io.breakwater.settings.Launch;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway as a process; configured by file and environment, ended by SIGTERM. */
public final class GatewayMain {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayMain.class);
  private static final String NAME = "breakwater-gateway";

  private GatewayMain() {}

  /** Runs until it is told to end; exits 2, saying why, when it cannot start. */
  public static void main(String[] args) throws InterruptedException {
    Launch<Configuration> launch =
        Launch.of(
            NAME,
            args,
            System.getenv(),
            Configuration::read,
            config -> GatewayCheck.of(config.gateway(), config.temporal()));
    if (launch.config().isEmpty()) {
      System.exit(launch.exitCode());
      return;
    }
    run(launch.config().get());
    new CountDownLatch(1).await();
  }

  private static void run(Configuration configuration) {
    GatewayConfig config = configuration.gateway();
    LOG.info("{}", Build.current().describe());
    try {
      if (configuration.metrics().isPresent()) {
        MetricsListener metrics = MetricsListener.start(configuration.metrics().get());
        LOG.info("metrics on {}", metrics.address());
      }
      Optional<Traces> traces = configuration.traces().map(to -> Traces.start(to, NAME));
      TemporalConnection temporal =
          TemporalConnection.lazy(configuration.temporal(), config.temporalPatience());
      Gateway gateway = Gateway.start(config, temporal.client(), Clock.systemUTC());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    gateway.close();
                    temporal.close();
                    traces.ifPresent(Traces::close);
                  },
                  "gateway-shutdown"));
    } catch (IllegalArgumentException | IOException e) {
      fail(e.getMessage());
    } catch (RuntimeException e) {
      fail(rootOf(e));
    }
  }

  private static void fail(String why) {
    System.err.println(NAME + " cannot start: " + why);
    System.exit(2);
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return failure == root
        ? failure.getMessage()
        : failure.getMessage() + " (" + root.getMessage() + ")";
  }
}
