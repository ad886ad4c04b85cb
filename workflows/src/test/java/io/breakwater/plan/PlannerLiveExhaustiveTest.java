package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.observation.Place;
import io.breakwater.vm.ContextStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The states of one disk again, towards the goals of live failover and from what a live failover
 * left: nothing written to a live destination is given up without consent, and it never starts
 * beside its source.
 */
class PlannerLiveExhaustiveTest {
  private static final List<Goal> LIVE = List.of(Goal.FAILED_OVER_LIVE, Goal.COMMITTED, Goal.READY);

  private final long began = System.nanoTime();
  private long seed;

  @Test
  void failsOverLiveOrRefusesFromEveryStateOfOneDisk() {
    Explorer explorer = new Explorer(Explorer.options());

    States.ofOneDisk(
        state ->
            explorer.explore(
                onLiveMachines(Worlds.of(state)),
                seed++,
                Explorer.Cuts.ONE_WAY,
                List.of(Goal.FAILED_OVER_LIVE)));

    nothingIsFound(explorer, "one disk, every combination, towards a live failover");
  }

  @Test
  void keepsLiveDataFromEveryStateThatALiveFailoverLeaves() {
    Explorer explorer = new Explorer(Explorer.options());

    everyLiveState(world -> explorer.explore(world, seed++, Explorer.Cuts.ONE_WAY, LIVE));

    nothingIsFound(explorer, "one disk, started live, without consent");
  }

  @Test
  void takesALiveFailoverBackOnceToldThatItsDataMayGo() {
    PlanOptions consent =
        PlanOptions.builder(ModelWorld.THIS, "pgtest1")
            .confirmDiscard(true)
            .powerOnSource(true)
            .build();
    Explorer explorer = new Explorer(consent);

    everyLiveState(
        world -> explorer.explore(world, seed++, Explorer.Cuts.ONE_WAY, List.of(Goal.READY)));

    nothingIsFound(explorer, "one disk, started live, with consent and power-on");
    assertThat(explorer.coverage.cuts).isGreaterThan(10_000);
  }

  @Test
  void comesHomeOrHoldsHoweverOftenALiveFailoverIsCutShort() {
    Explorer explorer = new Explorer(Explorer.options());

    for (int i = 0; i < 20_000; i++) {
      explorer.storm(Worlds.ready(1 + i % 4), Goal.FAILED_OVER_LIVE, seed++, 1 + i % 5);
    }

    nothingIsFound(explorer, "one to four disks from ready towards live, up to five cuts in a row");
    assertThat(explorer.coverage.cuts).isGreaterThan(20_000);
  }

  private static void everyLiveState(Consumer<ModelWorld> visit) {
    States.ofOneDisk(
        state -> {
          if (state.context() == Axes.ContextAxis.FAILED_OVER) {
            visit.accept(startedLive(Worlds.of(state)));
          }
        });
  }

  private static ModelWorld startedLive(ModelWorld world) {
    world.status = ContextStatus.failed_over_live;
    world.liveStartedBy = world.lastFailover;
    world.syncedBy = world.lastFailover;
    world.sourceOn = false;
    world.sourceContent = world.disks.get(0).replica;
    // A live start writes to what was injected before.
    world.disks.stream()
        .filter(disk -> disk.isAt(Place.Kind.MACHINE))
        .filter(disk -> disk.dirty || (disk.stains & ModelDisk.GUEST) != 0)
        .forEach(disk -> disk.stains |= ModelDisk.INJECTED);
    return onLiveMachines(world);
  }

  private static ModelWorld onLiveMachines(ModelWorld world) {
    world.machines.forEach(
        machine -> {
          machine.live = true;
          machine.onTestNetworksOnly = false;
        });
    return world;
  }

  private void nothingIsFound(Explorer explorer, String what) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    say(what + ": " + explorer.coverage + "; " + took.toMillis() + " ms");
    assertThat(explorer.findings.isEmpty()).as(explorer.findings.report()).isTrue();
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
