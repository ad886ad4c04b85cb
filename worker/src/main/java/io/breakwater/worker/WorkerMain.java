package io.breakwater.worker;

import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.settings.Build;
import io.breakwater.settings.Launch;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts a worker and runs it until the process is told to end. */
public final class WorkerMain {
  private static final Logger log = LoggerFactory.getLogger(WorkerMain.class);
  private static final String NAME = "breakwater-worker";

  private WorkerMain() {}

  /** Exits 2 when the configuration is wrong, 1 when a system that is needed cannot be reached. */
  public static void main(String[] args) throws InterruptedException {
    Launch<WorkerConfig> launch =
        Launch.of(NAME, args, System.getenv(), Configuration::read, WorkerCheck::of);
    if (launch.config().isEmpty()) {
      System.exit(launch.exitCode());
      return;
    }
    run(launch.config().get());
  }

  private static void run(WorkerConfig config) throws InterruptedException {
    log.info("{}", Build.current().describe());
    CountDownLatch ended = new CountDownLatch(1);
    try {
      BreakwaterWorker worker = BreakwaterWorker.start(config);
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    worker.close();
                    ended.countDown();
                  },
                  "shutdown"));
      System.out.println("breakwater-worker ready");
    } catch (DatabaseUnavailable e) {
      log.error("cannot start: {}", e.getMessage());
      System.exit(1);
    } catch (Exception e) {
      log.error("cannot start: {}", e.getMessage(), e);
      System.exit(1);
    }
    ended.await();
  }
}
