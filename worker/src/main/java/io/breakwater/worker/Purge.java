package io.breakwater.worker;

import io.breakwater.inventory.retention.Retention;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what is older than it is to be kept. Every worker of an installation may do so. */
final class Purge {
  private static final Logger log = LoggerFactory.getLogger(Purge.class);
  private static final Duration FIRST = Duration.ofMinutes(5);
  private static final Duration EVERY = Duration.ofHours(6);

  private final Retention retention;
  private final PurgeConfig config;
  private final Clock clock;

  Purge(Retention retention, PurgeConfig config, Clock clock) {
    this.retention = retention;
    this.config = config;
    this.clock = clock;
  }

  void runOn(ScheduledExecutorService scheduler) {
    if (config.requests().isPresent() || config.operations().isPresent()) {
      var unused =
          scheduler.scheduleWithFixedDelay(
              this::run, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** What fails is tried again the next time. */
  void run() {
    try {
      long requests =
          config
              .requests()
              .map(kept -> retention.deleteRequests(clock.instant().minus(kept)))
              .orElse(0L);
      long records =
          config
              .operations()
              .map(kept -> retention.deleteOperationRecords(clock.instant().minus(kept)))
              .orElse(0L);
      if (requests + records > 0) {
        log.info(
            "deleted {} request(s) and {} record(s) of operations that were kept long enough",
            requests,
            records);
      }
    } catch (RuntimeException e) {
      log.warn("records cannot be deleted just now: {}", e.toString());
    }
  }
}
