package io.breakwater.activities.volumedaemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.Baseline;
import io.breakwater.plan.SnapshotNames;
import io.breakwater.plan.Step;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.step.StepResult.Effect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplianceTurnsTest {
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
  void keepsFewJobsOnTheApplianceAndServesOneVmAfterTheOther() {
    line.slow("detachVolume");
    line.occupy();
    List<ProtectedBench> vms =
        IntStream.range(0, 4).mapToObj(n -> line.bench().protect(2)).toList();
    List<StepCall> calls = new ArrayList<>();
    for (int disk = 0; disk < 2; disk++) {
      for (ProtectedBench vm : vms) {
        calls.add(line.queued(vm.detach(disk)));
      }
    }
    long before = line.lastEntry();
    List<CompletableFuture<StepResult>> ends = calls.stream().map(line::started).toList();

    int most = line.mostOutstandingUntil(ends);

    assertThat(most).isBetween(1, TurnBench.OUTSTANDING);
    assertThat(
            line.volumesSince(before, "detachVolume").stream().map(volume -> indexOf(volume, vms)))
        .containsExactly(0, 0, 1, 1, 2, 2, 3, 3);
  }

  @Test
  void countsSnapshotsAndDisksComingHomeToo() {
    ProtectedBench away = line.bench().protect(2);
    List.of(0, 1).forEach(disk -> line.steps().run(away.detach(disk)));
    ProtectedBench vm = line.bench().protect(2);
    TurnBench.ON_THE_APPLIANCE.forEach(line::slow);
    line.occupy();
    List<CompletableFuture<StepResult>> ends =
        Stream.of(away.comeHome(0), snapshot(vm, 0), away.comeHome(1), snapshot(vm, 1))
            .map(line::queued)
            .map(line::started)
            .toList();

    int most = line.mostOutstandingUntil(ends);

    assertThat(most).isBetween(1, TurnBench.OUTSTANDING);
    assertThat(ends).allMatch(end -> end.join().effect() == Effect.DONE);
  }

  @Test
  void takesNoTurnForASnapshotOfADetachedDisk() {
    ProtectedBench vm = line.bench().protect(1);
    line.steps().run(vm.detach(0));
    line.occupy();

    StepCall call = snapshot(vm, 0);

    assertThat(line.steps().run(call).effect()).isEqualTo(Effect.DONE);
    assertThat(line.standing(call)).isEmpty();
  }

  @Test
  void givesTheTurnBackWhenTheStepFails() {
    ProtectedBench vm = line.bench().protect(1);
    line.bench().inventory().disks().markDirty(vm.operation(), vm.disk(0), "a test");
    line.steps().run(vm.detach(0));
    StepCall home = vm.comeHome(0);

    assertThat(line.steps().begin(home, 1).later()).failsWithin(Duration.ofSeconds(10));

    assertThat(line.standing(home)).isEmpty();
  }

  private static int indexOf(String volume, List<ProtectedBench> vms) {
    return IntStream.range(0, vms.size())
        .filter(n -> disks(vms.get(n)).anyMatch(volume::equals))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> disks(ProtectedBench vm) {
    return Stream.of(0, 1).map(disk -> vm.disk(disk).volume().value());
  }

  private static StepCall snapshot(ProtectedBench vm, int disk) {
    Baseline baseline =
        line.bench()
            .inventory()
            .replications()
            .baseline(vm.operation().context(), vm.disk(disk).disk());
    String name = SnapshotNames.of(vm.operation().id(), vm.disk(disk).disk());
    return vm.call(new Step.TakeSnapshot(vm.disk(disk), name, baseline));
  }
}
