package io.breakwater.gateway;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The gateway as a process; configured by its environment, ended by SIGTERM. */
public final class GatewayMain {
  private GatewayMain() {}

  /** Runs until it is told to end; exits 2 with one line when it cannot start. */
  public static void main(String[] args) throws InterruptedException {
    Map<String, String> env = System.getenv();
    try {
      GatewayConfig config = GatewayConfig.fromEnvironment(env);
      TemporalConnection temporal =
          TemporalConnection.fromEnvironment(env, config.temporalPatience());
      Gateway gateway = Gateway.start(config, temporal.client(), Clock.systemUTC());
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    gateway.close();
                    temporal.close();
                  },
                  "gateway-shutdown"));
    } catch (IllegalArgumentException | IOException e) {
      fail(e.getMessage());
    } catch (RuntimeException e) {
      fail(rootOf(e));
    }
    new CountDownLatch(1).await();
  }

  private static void fail(String why) {
    System.err.println("breakwater gateway cannot start: " + why);
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
