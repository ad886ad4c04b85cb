package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.turn.Standing;
import io.breakwater.inventory.turn.Turn;
import io.breakwater.plan.Step;
import io.breakwater.simulator.daemon.DaemonFault;
import io.breakwater.simulator.daemon.DaemonFault.Kind;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.OperationId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaitForTurnTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir static Path directory;
  private static TurnBench line;

  @BeforeAll
  static void open() {
    line = new TurnBench(directory);
  }

  @AfterAll
  static void close() {
    line.close();
  }

  @AfterEach
  void clear() {
    line.clear();
  }

  @Test
  void spendsNoBudgetWhileItWaits() {
    line.occupy();
    ProtectedBench vm = line.bench().protect(1);
    Step action = new Step.DetachFromAppliance(vm.disk(0), line.bench().appliance());
    Duration budget = Duration.ofSeconds(8);
    StepCall call = vm.call(action, budget);
    line.bench().site().daemon().add(DaemonFault.on(Kind.FAIL_BEFORE_EFFECT, "detach", 1));
    CompletableFuture<StepResult> end = line.started(call);

    await()
        .atMost(PATIENCE)
        .pollDelay(budget.plusSeconds(1))
        .until(() -> vm.calls("detachVolume", 0) == 0);
    line.leave();

    assertThat(end.join().effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void isTriedNoLongerThanItsTimeWithoutTheWait() {
    line.bench().site().daemon().add(DaemonFault.on(Kind.FAIL_BEFORE_EFFECT, "detach", 100));
    ProtectedBench vm = line.bench().protect(1);
    Step action = new Step.DetachFromAppliance(vm.disk(0), line.bench().appliance());

    CompletableFuture<StepResult> end = line.started(vm.call(action, Duration.ofSeconds(2)));

    assertThat(end)
        .failsWithin(PATIENCE)
        .withThrowableOfType(ExecutionException.class)
        .withMessageContaining("Tried for 2 s");
  }

  @Test
  void comesBackToThePlaceThatADeadWorkerHad() {
    line.slow("detachVolume");
    line.occupy();
    StepCall dead = line.bench().protect(1).detach(0);
    line.turns()
        .ask(Turn.of(dead), line.bench().appliance(), TurnBench.OUTSTANDING, Duration.ofMillis(1));
    StepCall later = line.queued(line.bench().protect(1).detach(0));
    long before = line.lastEntry();
    CompletableFuture<StepResult> second = line.started(later);
    CompletableFuture<StepResult> first = line.started(dead);
    await()
        .atMost(PATIENCE)
        .until(() -> line.standing(later).map(Standing::presentBefore).equals(Optional.of(1)));
    line.leaveOne();

    CompletableFuture.allOf(first, second).join();

    assertThat(line.volumesSince(before, "detachVolume"))
        .containsExactly(TurnBench.volume(dead), TurnBench.volume(later));
  }

  @Test
  void doesNotWaitForTheTurnOfADeadWorker() {
    Turn dead = new Turn(new OperationId(UUID.randomUUID().toString()), 1, "other");
    for (int n = 0; n < TurnBench.OUTSTANDING; n++) {
      Turn turn = new Turn(dead.operation(), 1, "other-" + n);
      line.turns()
          .ask(turn, line.bench().appliance(), TurnBench.OUTSTANDING, Duration.ofSeconds(1));
    }

    StepCall call = line.bench().protect(1).detach(0);

    assertThat(line.steps().run(call).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void leavesTheWorkerWhileManyAreBeforeItAndComesBackInTime() {
    line.occupy();
    List<StepCall> calls =
        IntStream.range(0, 8)
            .mapToObj(n -> line.queued(line.bench().protect(1).detach(0)))
            .toList();
    StepCall last = calls.get(calls.size() - 1);
    long before = line.lastEntry();
    List<CompletableFuture<StepResult>> ends = calls.stream().map(line::started).toList();
    await()
        .atMost(PATIENCE)
        .until(() -> line.standing(last).filter(s -> s.presentBefore() == 4).isPresent());

    line.leave();
    ends.forEach(CompletableFuture::join);

    List<String> left = line.volumesSince(before, "detachVolume");
    assertThat(left).hasSameSizeAs(calls);
    assertThat(calls).allSatisfy(call -> assertLeft(call, left, calls.indexOf(call)));
  }

  @Test
  void tellsPeopleThatItWaitsAndWhere() {
    line.occupy();
    line.queued(line.bench().protect(1).detach(0));
    StepCall call = line.queued(line.bench().protect(1).detach(0));
    StepBench.Begun waiting = line.steps().begin(call, 0);

    await()
        .atMost(PATIENCE)
        .until(
            () -> line.bench().inventory().operations().steps(call.operation().id()),
            steps -> steps.stream().anyMatch(s -> (s.detail() + "").contains("at place 2")));
    line.leave();

    assertThat(waiting.result().effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void givesItsPlaceUpWhenItIsCancelled() {
    line.occupy();
    ProtectedBench vm = line.bench().protect(1);
    StepCall call = vm.detach(0);
    StepBench.Begun waiting = line.steps().begin(call, 0);
    await().atMost(PATIENCE).until(() -> line.standing(call).isPresent());

    waiting.cancel();

    await().atMost(PATIENCE).until(() -> line.standing(call).isEmpty());
    assertThat(vm.calls("detachVolume", 0)).isZero();
  }

  /** Two that are granted at the same moment may be submitted in either order. */
  private static void assertLeft(StepCall call, List<String> left, int place) {
    assertThat(left.indexOf(TurnBench.volume(call))).isBetween(place - 1, place + 1);
  }
}
