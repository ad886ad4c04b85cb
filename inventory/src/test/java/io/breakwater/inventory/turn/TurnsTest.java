package io.breakwater.inventory.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Turns turns = new Turns(TestDatabase.jdbi());
  private final MachineId appliance = new MachineId(UUID.randomUUID().toString());
  private final OperationId first = operation(5, Duration.ofSeconds(20));
  private final OperationId second = operation(5, Duration.ofSeconds(10));

  @Test
  void grantsAtOnceWhileNobodyElseAsks() {
    assertThat(ask(turn(first, "a"))).isTrue();
    assertThat(ask(turn(first, "a"))).isTrue();

    Standing standing = turns.standing(turn(first, "a")).orElseThrow();
    assertThat(standing).isEqualTo(new Standing(true, false, 1, 0, 0));
  }

  @Test
  void grantsNoMoreThanTheLimitUntilOneIsGivenBack() {
    ask(turn(first, "a"));
    ask(turn(first, "b"));

    assertThat(ask(turn(first, "c"))).isFalse();
    turns.release(turn(first, "a"));

    assertThat(tryGrant(turn(first, "c"))).isTrue();
    assertThat(ask(turn(second, "d"))).isFalse();
  }

  @Test
  void keepsTheAppliancesApart() {
    ask(turn(first, "a"));
    ask(turn(first, "b"));

    MachineId other = new MachineId(UUID.randomUUID().toString());

    assertThat(turns.ask(turn(second, "c"), other, 2, LONG).granted()).isTrue();
  }

  @Test
  void letsAllDisksOfTheFirstVmGoBeforeTheSecond() {
    List<Turn> asked =
        List.of(
            turn(first, "disk-0"),
            turn(second, "disk-0"),
            turn(second, "disk-1"),
            turn(first, "disk-1"),
            turn(first, "disk-2"));
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, LONG);
    asked.forEach(turn -> turns.ask(turn, appliance, 1, LONG));

    assertThat(grantedOneByOne(running, asked))
        .containsExactly(asked.get(0), asked.get(3), asked.get(4), asked.get(1), asked.get(2));
  }

  @Test
  void keepsTheFirstVmFirstInItsNextPhase() {
    Turn running = turn(first, "take-snapshot/disk-0");
    turns.ask(running, appliance, 1, LONG);
    List<Turn> asked = List.of(turn(second, "take-snapshot/disk-0"), turn(first, "detach/disk-0"));
    asked.forEach(turn -> turns.ask(turn, appliance, 1, LONG));

    assertThat(grantedOneByOne(running, asked)).containsExactly(asked.get(1), asked.get(0));
  }

  @Test
  void letsTheHigherPriorityGoFirst() {
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, LONG);
    List<Turn> asked =
        List.of(turn(operation(1), "a"), turn(operation(5), "a"), turn(operation(9), "a"));
    asked.forEach(turn -> turns.ask(turn, appliance, 1, LONG));

    assertThat(grantedOneByOne(running, asked))
        .containsExactly(asked.get(2), asked.get(1), asked.get(0));
  }

  @Test
  void letsNobodyWaitForEver() {
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, LONG);
    Turn old = turn(operation(0, Duration.ofHours(9).plusMinutes(1)), "a");
    Turn urgent = turn(operation(9), "a");
    List.of(urgent, old).forEach(turn -> turns.ask(turn, appliance, 1, LONG));

    assertThat(grantedOneByOne(running, List.of(urgent, old))).containsExactly(old, urgent);
  }

  @Test
  void takesTheTurnOfADeadWorkerAway() {
    turns.ask(turn(first, "a"), appliance, 1, SHORT);

    assertThat(turns.ask(turn(second, "b"), appliance, 1, LONG).granted()).isFalse();

    await().until(() -> turns.tryGrant(turn(second, "b"), appliance, 1, LONG));
    assertThat(turns.ask(turn(first, "a"), appliance, 1, LONG).granted()).isFalse();
  }

  @Test
  void passesOverWhoeverHasNoWorkerAtHandAndKeepsThePlace() {
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, LONG);
    turns.ask(turn(first, "a"), appliance, 1, SHORT);
    turns.ask(turn(second, "b"), appliance, 1, LONG);
    turns.ask(turn(second, "c"), appliance, 1, LONG);
    await().until(() -> standing(turn(second, "b")).presentBefore() == 0);
    assertThat(standing(turn(second, "b")).before()).isEqualTo(1);
    turns.release(running);

    assertThat(turns.tryGrant(turn(second, "b"), appliance, 1, LONG)).isTrue();

    turns.ask(turn(first, "a"), appliance, 1, LONG);
    turns.release(turn(second, "b"));
    assertThat(turns.tryGrant(turn(second, "c"), appliance, 1, LONG)).isFalse();
    assertThat(turns.tryGrant(turn(first, "a"), appliance, 1, LONG)).isTrue();
  }

  @Test
  void letsOthersGoWhileOneIsAway() {
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, LONG);
    turns.ask(turn(first, "a"), appliance, 1, LONG);
    turns.ask(turn(second, "b"), appliance, 1, LONG);
    turns.goAway(turn(first, "a"), LONG);
    turns.release(running);

    assertThat(turns.tryGrant(turn(second, "b"), appliance, 1, LONG)).isTrue();
    assertThat(standing(turn(first, "a")).waits()).isTrue();
  }

  @Test
  void keepsWhoeverIsAlive() {
    Turn running = turn(operation(5), "running");
    turns.ask(running, appliance, 1, SHORT);
    turns.ask(turn(first, "a"), appliance, 1, SHORT);

    turns.keep(List.of(running, turn(first, "a")), LONG);

    turns.ask(turn(second, "b"), appliance, 1, LONG);
    assertThat(standing(turn(second, "b"))).isEqualTo(new Standing(false, true, 1, 1, 1));
  }

  @Test
  void keepsARunningJobsTurnEvenAfterItRanOut() {
    turns.ask(turn(first, "a"), appliance, 1, SHORT);
    await().until(() -> !standing(turn(first, "a")).granted());
    assertThat(standing(turn(first, "a")).waits()).isFalse();

    assertThat(turns.keepGranted(turn(first, "a"), LONG)).isTrue();

    assertThat(turns.ask(turn(second, "b"), appliance, 1, LONG).granted()).isFalse();
    assertThat(turns.ask(turn(first, "a"), appliance, 1, LONG).granted()).isTrue();
    assertThat(turns.keepGranted(turn(second, "b"), LONG)).isFalse();
  }

  @Test
  void countsTheWaitOfAllAttempts() {
    turns.ask(turn(first, "a"), appliance, 1, LONG);
    turns.ask(turn(second, "b"), appliance, 1, LONG);
    await()
        .until(
            () -> {
              turns.ask(turn(second, "b"), appliance, 1, LONG);
              return turns.waited(turn(second, "b")).toMillis() > 50;
            });
    turns.release(turn(first, "a"));

    turns.tryGrant(turn(second, "b"), appliance, 1, LONG);

    Duration waited = turns.waited(turn(second, "b"));
    assertThat(waited).isGreaterThan(Duration.ofMillis(50));
    turns.ask(turn(second, "b"), appliance, 1, LONG);
    assertThat(turns.waited(turn(second, "b"))).isEqualTo(waited);
  }

  @Test
  void tellsThePlacesOfAnOperation() {
    ask(turn(operation(5), "running"));
    ask(turn(operation(5), "running too"));
    ask(turn(first, "a"));
    ask(turn(second, "b"));
    ask(turn(second, "c"));

    assertThat(turns.places(second))
        .containsExactly(new Place(second, 1, "b", 2), new Place(second, 1, "c", 3));
  }

  @Test
  void freesWhatAnEarlierRoundLeft() {
    ask(turn(first, "a"));
    ask(turn(first, "b"));

    assertThat(ask(new Turn(first, 2, "c"))).isTrue();

    assertThat(turns.standing(turn(first, "a"))).isEmpty();
    assertThat(ask(turn(second, "d"))).isTrue();
  }

  @Test
  void forgetsAnOperationThatEnded() {
    ask(turn(first, "a"));
    ask(turn(first, "b"));

    turns.forget(first);

    assertThat(turns.standing(turn(first, "a"))).isEmpty();
    assertThat(ask(turn(second, "c"))).isTrue();
  }

  @Test
  void grantsNoMoreThanTheLimitToManyThatAskAtTheSameMoment() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Callable<Boolean>> askers = new ArrayList<>();
    for (int n = 0; n < 8; n++) {
      Turn turn = turn(n % 2 == 0 ? first : second, "step-" + n);
      askers.add(() -> ask(turn));
    }
    int granted = 0;
    for (Future<Boolean> answer : threads.invokeAll(askers)) {
      granted += answer.get() ? 1 : 0;
    }
    threads.shutdown();

    assertThat(granted).isEqualTo(2);
  }

  private List<Turn> grantedOneByOne(Turn running, List<Turn> waiting) {
    List<Turn> order = new ArrayList<>();
    List<Turn> left = new ArrayList<>(waiting);
    Turn last = running;
    while (!left.isEmpty()) {
      turns.release(last);
      List<Turn> next =
          left.stream().filter(turn -> turns.tryGrant(turn, appliance, 1, LONG)).toList();
      assertThat(next).hasSize(1);
      last = next.get(0);
      left.remove(last);
      order.add(last);
    }
    return order;
  }

  private Standing standing(Turn turn) {
    return turns.standing(turn).orElseThrow();
  }

  private boolean ask(Turn turn) {
    return turns.ask(turn, appliance, 2, LONG).granted();
  }

  private boolean tryGrant(Turn turn) {
    return turns.tryGrant(turn, appliance, 2, LONG);
  }

  private static Turn turn(OperationId operation, String step) {
    return new Turn(operation, 1, step);
  }

  private static OperationId operation(int priority) {
    return operation(priority, Duration.ZERO);
  }

  private static OperationId operation(int priority, Duration ago) {
    String id = UUID.randomUUID().toString();
    TestDatabase.jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO breakwater_operations (operation_id, kind, context_id, vm_name,"
                        + " workflow_id, run_id, job_id, started_at, priority, queued_at) VALUES"
                        + " (?, 'TEST_FAILOVER', ?, 'vm', 'w', 'r', ?, UTC_TIMESTAMP(6), ?,"
                        + " UTC_TIMESTAMP(6) - INTERVAL ? SECOND)",
                    id,
                    id,
                    id,
                    priority,
                    ago.toSeconds()));
    return new OperationId(id);
  }
}
