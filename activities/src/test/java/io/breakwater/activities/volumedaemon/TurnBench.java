package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.cloudstack.CloudStackRecords;
import io.breakwater.activities.cloudstack.CloudStackStepActivities;
import io.breakwater.activities.frame.ApplianceQueue;
import io.breakwater.inventory.turn.Standing;
import io.breakwater.inventory.turn.Turn;
import io.breakwater.inventory.turn.Turns;
import io.breakwater.plan.Step;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.vm.OperationId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A line for one appliance, and steps that stand in it. */
final class TurnBench implements AutoCloseable {
  static final int OUTSTANDING = ApplianceQueue.OUTSTANDING;
  private static final Duration TTL = Duration.ofMinutes(5);

  /** In simulated time, a hundred times as fast: 200 ms. */
  private static final Duration SLOW = Duration.ofSeconds(20);

  static final Set<String> ON_THE_APPLIANCE =
      Set.of("detachVolume", "attachVolume", "createSnapshot");

  private final ApplianceBench bench;
  private final StepBench steps;
  private final List<Turn> occupied = new ArrayList<>();
  private final List<Turn> queued = new ArrayList<>();

  TurnBench(Path directory) {
    bench = new ApplianceBench(directory);
    CloudStackStepActivities cloudSteps =
        new CloudStackStepActivities(
            bench.frame(),
            bench.connections(),
            CloudStackRecords.of(bench.inventory()),
            (operation, rule, what) -> {},
            Clock.systemUTC());
    steps = new StepBench(bench.daemonSteps(), cloudSteps);
  }

  ApplianceBench bench() {
    return bench;
  }

  StepBench steps() {
    return steps;
  }

  void clear() {
    occupied.forEach(turns()::release);
    occupied.clear();
    queued.forEach(turns()::release);
    queued.clear();
    bench.clearFaults();
    assertThat(bench.simulator().oracle().violations()).isEmpty();
  }

  @Override
  public void close() {
    steps.close();
    bench.close();
  }

  /** Every turn of the appliance, in other hands. */
  void occupy() {
    for (int n = 0; n < OUTSTANDING; n++) {
      Turn turn = new Turn(new OperationId(UUID.randomUUID().toString()), 1, "other");
      assertThat(turns().ask(turn, bench.appliance(), OUTSTANDING, TTL).granted()).isTrue();
      occupied.add(turn);
    }
  }

  void leaveOne() {
    turns().release(occupied.get(0));
  }

  void leave() {
    occupied.forEach(turns()::release);
  }

  /** Asks in the order of the calls, which the steps' own start would leave to chance. */
  StepCall queued(StepCall call) {
    turns().ask(Turn.of(call), bench.appliance(), OUTSTANDING, TTL);
    queued.add(Turn.of(call));
    return call;
  }

  CompletableFuture<StepResult> started(StepCall call) {
    return steps.begin(call, 0).later();
  }

  int mostOutstandingUntil(List<CompletableFuture<StepResult>> ends) {
    leave();
    int[] most = {0};
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(
            () -> {
              most[0] = Math.max(most[0], outstanding());
              return ends.stream().allMatch(CompletableFuture::isDone);
            });
    ends.forEach(CompletableFuture::join);
    return most[0];
  }

  int outstanding() {
    return (int)
        bench.simulator().cloud().journal().entries().stream()
            .filter(entry -> ON_THE_APPLIANCE.contains(entry.command()))
            .filter(entry -> entry.jobId() != null && entry.jobEnd() == null)
            .count();
  }

  long lastEntry() {
    List<JournalEntry> entries = bench.simulator().cloud().journal().entries();
    return entries.get(entries.size() - 1).number();
  }

  List<String> volumesSince(long number, String command) {
    return bench.simulator().cloud().journal().since(number).stream()
        .filter(entry -> entry.command().equals(command))
        .map(entry -> entry.parameter("id"))
        .toList();
  }

  static String volume(StepCall call) {
    return ((Step.DetachFromAppliance) call.step().action()).disk().volume().value();
  }

  Optional<Standing> standing(StepCall call) {
    return turns().standing(Turn.of(call));
  }

  void slow(String command) {
    bench.simulator().cloud().play(Fault.on(command, FaultKind.SLOW).always().delay(SLOW));
  }

  Turns turns() {
    return bench.inventory().turns();
  }
}
