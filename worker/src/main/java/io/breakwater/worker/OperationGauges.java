package io.breakwater.worker;

import io.breakwater.inventory.operation.Operations;
import io.breakwater.operation.OperationKind;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many operations are under way, and since when the oldest one waits for a person. Every worker
 * of an installation tells the same: take the maximum over them, not the sum.
 */
final class OperationGauges {
  private static final Logger log = LoggerFactory.getLogger(OperationGauges.class);
  private static final Duration TICK = Duration.ofSeconds(15);
  private static final String WAITING =
      "BreakwaterNeedsOperator = true AND ExecutionStatus = 'Running'";

  private final Supplier<Map<OperationKind, Long>> running;
  private final Supplier<Set<Instant>> startsOfWaiting;
  private final Clock clock;
  private final MultiGauge underWay =
      MultiGauge.builder("breakwater.operations.running")
          .description("operations under way, as the database has them")
          .register(Metrics.globalRegistry);
  private final AtomicLong waiting =
      Metrics.gauge("breakwater.operations.waiting", new AtomicLong());
  private final AtomicLong oldestSeconds =
      Metrics.gauge("breakwater.operations.waiting.oldest.seconds", new AtomicLong());

  /**
   * @param running how many operations are under way
   * @param startsOfWaiting when the operations started that wait for a person
   */
  OperationGauges(
      Supplier<Map<OperationKind, Long>> running,
      Supplier<Set<Instant>> startsOfWaiting,
      Clock clock) {
    this.running = running;
    this.startsOfWaiting = startsOfWaiting;
    this.clock = clock;
  }

  static OperationGauges over(Operations operations, WorkflowClient temporal, Clock clock) {
    return new OperationGauges(operations::running, () -> startsOfWaiting(temporal), clock);
  }

  private static Set<Instant> startsOfWaiting(WorkflowClient temporal) {
    try (var found = temporal.listExecutions(WAITING)) {
      return found.map(WorkflowExecutionMetadata::getStartTime).collect(Collectors.toSet());
    }
  }

  void refreshOn(ScheduledExecutorService scheduler) {
    var unused =
        scheduler.scheduleWithFixedDelay(this::refresh, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What cannot be read keeps its last value; an alert on the worker's calls tells of that. */
  void refresh() {
    try {
      count(running.get());
      look();
    } catch (RuntimeException e) {
      log.debug("operations cannot be counted just now: {}", e.toString());
    }
  }

  private void count(Map<OperationKind, Long> running) {
    List<Row<?>> rows =
        Arrays.stream(OperationKind.values())
            .<Row<?>>map(
                kind -> Row.of(Tags.of("kind", kind.name()), running.getOrDefault(kind, 0L)))
            .toList();
    underWay.register(rows, true);
  }

  /** An operation waits at most as long as it is there. */
  private void look() {
    Set<Instant> starts = startsOfWaiting.get();
    Optional<Instant> first = starts.stream().min(Instant::compareTo);
    waiting.set(starts.size());
    oldestSeconds.set(
        first.map(start -> Duration.between(start, clock.instant()).toSeconds()).orElse(0L));
  }
}
