package io.breakwater.activities.await;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.await.AsyncActivities.Flow;
import io.breakwater.activities.await.AsyncActivities.FlowImplementation;
import io.breakwater.activities.await.AsyncActivities.WorkActivity;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What activities that complete later promise, on whichever Temporal server. */
abstract class AsyncStepsContract {
  static final Duration LONG = Duration.ofSeconds(15);

  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
  private final ExecutorService pool = Executors.newFixedThreadPool(4);
  final AsyncSteps async =
      new AsyncSteps(Clock.systemUTC(), Duration.ofMillis(300), scheduler, pool);
  final List<Trail> trails = new CopyOnWriteArrayList<>();
  volatile JobEnd end;
  final JobWatcher watcher =
      new JobWatcher("jobs", new OneJob(), Duration.ofMillis(10), scheduler, pool);

  private WorkerFactory workers;

  abstract WorkflowClient client();

  @AfterEach
  void close() {
    workers.shutdownNow();
    watcher.close();
    scheduler.shutdownNow();
    pool.shutdownNow();
  }

  final WorkflowStub start(Function<Attempt, CompletionStage<String>> work) {
    String queue = "async-" + UUID.randomUUID();
    workers = WorkerFactory.newInstance(client());
    Worker worker = workers.newWorker(queue);
    worker.registerWorkflowImplementationTypes(FlowImplementation.class);
    worker.registerActivitiesImplementations(
        new WorkActivity(
            async,
            attempt -> {
              trails.add(attempt.trail());
              return work.apply(attempt);
            }));
    workers.start();
    Flow flow =
        client()
            .newWorkflowStub(Flow.class, WorkflowOptions.newBuilder().setTaskQueue(queue).build());
    WorkflowStub stub = WorkflowStub.fromTyped(flow);
    WorkflowExecution unused = stub.start();
    return stub;
  }

  private static Throwable failure(WorkflowStub stub) {
    WorkflowFailedException failed =
        catchThrowableOfType(WorkflowFailedException.class, () -> stub.getResult(String.class));
    Throwable cause = failed.getCause();
    while (!(cause instanceof ApplicationFailure) && !(cause instanceof CanceledFailure)) {
      cause = cause.getCause();
    }
    return cause;
  }

  @Test
  void completesWithWhatTheWorkBringsAtOnce() {
    WorkflowStub stub = start(attempt -> CompletableFuture.completedFuture("at once"));

    assertThat(stub.getResult(String.class)).isEqualTo("at once");
  }

  @Test
  void staysAliveByHeartbeatsUntilTheJobEnded() {
    WorkflowStub stub = start(attempt -> attempt.await(watcher, "job", LONG).thenApply(e -> "ok"));
    await().pollDelay(AsyncActivities.HEARTBEAT.plusMillis(500)).until(() -> true);

    end = new JobEnd.Succeeded("");

    assertThat(stub.getResult(String.class)).isEqualTo("ok");
    assertThat(trails).hasSize(1);
  }

  @Test
  void handsTheJobToTheNextAttempt() {
    AtomicInteger attempts = new AtomicInteger();
    WorkflowStub stub =
        start(
            attempt -> {
              attempt.submitting();
              return attempts.incrementAndGet() == 1
                  ? attempt
                      .await(watcher, "job", LONG)
                      .thenCompose(e -> CompletableFuture.failedFuture(new RuntimeException("no")))
                  : CompletableFuture.completedFuture(attempt.trail().job());
            });
    end = new JobEnd.Succeeded("");

    assertThat(stub.getResult(String.class)).isEqualTo("job");
  }

  @Test
  void tellsTheNextAttemptThatAnAnswerWasLost() {
    WorkflowStub stub =
        start(
            attempt -> {
              if (attempt.number() == 1) {
                attempt.submitting();
                return CompletableFuture.failedFuture(new RuntimeException("reset"));
              }
              return CompletableFuture.completedFuture("" + attempt.trail().isAnswerLost());
            });

    assertThat(stub.getResult(String.class)).isEqualTo("true");
  }

  @Test
  void reportsACancelWhileItWaits() {
    CompletableFuture<StepStopped.Cause> stopped = new CompletableFuture<>();
    WorkflowStub stub =
        start(
            attempt ->
                attempt
                    .await(watcher, "job", LONG)
                    .handle(
                        (e, thrown) -> {
                          stopped.complete(((StepStopped) thrown).why());
                          throw (StepStopped) thrown;
                        }));
    await().until(() -> trails.size() == 1);

    stub.cancel();

    assertThat(failure(stub)).isInstanceOf(CanceledFailure.class);
    assertThat(stopped).isCompletedWithValue(StepStopped.Cause.CANCELLED);
  }

  @Test
  void stopsWhenTheWorkflowIsTerminated() {
    CompletableFuture<Optional<StepStopped.Cause>> stopped = new CompletableFuture<>();
    WorkflowStub stub =
        start(
            attempt ->
                attempt
                    .await(watcher, "job", LONG)
                    .handle((e, thrown) -> "first: " + stopped.complete(attempt.stopped())));
    await().until(() -> trails.size() == 1);

    stub.terminate("test");

    await()
        .untilAsserted(
            () -> assertThat(stopped).isCompletedWithValue(Optional.of(StepStopped.Cause.GONE)));
  }

  @Test
  void givesAWaitUpWhenItsLimitIsOver() {
    WorkflowStub stub =
        start(
            attempt ->
                attempt.await(watcher, "job", Duration.ofMillis(50)).thenApply(e -> "ended"));

    assertThat(failure(stub))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            f -> {
              assertThat(f.getType()).isEqualTo("OutOfBudget");
              assertThat(f.isNonRetryable()).isTrue();
            });
  }

  @Test
  void waitsAnOutageOutWhileItPolls() {
    AtomicInteger looks = new AtomicInteger();
    WorkflowStub stub =
        start(
            attempt ->
                attempt.poll("x", Duration.ofMillis(5), LONG, () -> look(looks.incrementAndGet())));

    assertThat(stub.getResult(String.class)).isEqualTo("found after 4");
  }

  @Test
  void leavesItToAnotherAttemptWhenAPollGetsNoAnswerUntilItsLimit() {
    WorkflowStub stub =
        start(
            attempt ->
                attempt.number() == 1
                    ? attempt.poll(
                        "x", Duration.ofMillis(5), Duration.ofMillis(50), AsyncStepsContract::down)
                    : CompletableFuture.completedFuture("attempt " + attempt.number()));

    assertThat(stub.getResult(String.class)).isEqualTo("attempt 2");
  }

  private static Optional<String> down() {
    throw new Down();
  }

  private static Optional<String> look(int number) {
    if (number == 2) {
      throw new Down();
    }
    return number < 4 ? Optional.empty() : Optional.of("found after " + number);
  }

  @Test
  void handsOverAtOnceWhenTheWorkerCloses() {
    WorkflowStub stub =
        start(
            attempt ->
                attempt.number() == 1
                    ? attempt.await(watcher, "job", LONG).thenApply(e -> "not handed over")
                    : CompletableFuture.completedFuture("took over " + attempt.trail().job()));
    await().until(() -> trails.size() == 1);

    async.close();

    assertThat(stub.getResult(String.class)).isEqualTo("took over job");
  }

  private static final class Down extends RuntimeException implements Outage {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isOutage() {
      return true;
    }
  }

  private final class OneJob implements JobSource {
    @Override
    public Set<String> pending() {
      return end == null ? Set.of("job") : Set.of();
    }

    @Override
    public Optional<JobEnd> result(String id) {
      return Optional.ofNullable(end);
    }
  }
}
