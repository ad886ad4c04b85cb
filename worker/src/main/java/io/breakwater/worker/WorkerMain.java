package io.breakwater.worker;

import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.settings.Build;
import io.breakwater.settings.CommandLine;
import io.breakwater.settings.CommandLine.Action;
import java.util.Map;
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
    Map<String, String> environment = System.getenv();
    WorkerConfig config;
    try {
      CommandLine line = CommandLine.of(args, environment);
      if (line.isAnswered(NAME, System.out)) {
        return;
      }
      config = Configuration.read(line.config(), environment);
      if (line.action() == Action.CHECK) {
        System.exit(WorkerCheck.of(config).isPassed(System.out) ? 0 : 1);
      }
    } catch (IllegalArgumentException e) {
      System.err.println(NAME + ": " + e.getMessage());
      System.exit(2);
      return;
    }
    run(config);
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
