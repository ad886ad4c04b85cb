package io.breakwater.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every state, not examples: each is planned from towards both goals; each plan is carried out on
 * the model world and cut short, and planning goes on from what is left until the goal is reached
 * or refused for a reason, with an oracle that looks for broken invariants at every step.
 */
class PlannerExhaustiveTest {
  private final Explorer explorer = new Explorer(Explorer.options());
  private final long began = System.nanoTime();
  private long seed;

  @BeforeAll
  static void printTheAxes() {
    say("disk place    " + Arrays.toString(Axes.PlaceAxis.values()));
    say("mapping       " + Arrays.toString(Axes.MappingAxis.values()));
    say("snapshot      " + Arrays.toString(Axes.SnapshotAxis.values()));
    say("written       " + Arrays.toString(Axes.WriteAxis.values()));
    say("destination   " + Arrays.toString(Axes.VmAxis.values()));
    say("pending job   " + Arrays.toString(Axes.PendingAxis.values()));
    say("template root " + Arrays.toString(Axes.RootAxis.values()));
    say("owner         " + Arrays.toString(Axes.OwnerAxis.values()));
    say("context       " + Arrays.toString(Axes.ContextAxis.values()));
    say("a plan is cut " + Arrays.toString(Cut.How.values()));
  }

  @Test
  void reachesTheGoalOrRefusesFromEveryStateOfOneDisk() {
    States.ofOneDisk(state -> explorer.explore(Worlds.of(state), seed++, Explorer.Cuts.EVERY_WAY));

    nothingIsFound("one disk, every combination, cut after every step in every way");
    assertThat(explorer.coverage.states).isGreaterThan(100_000);
  }

  @Test
  void reachesTheGoalOrRefusesFromEveryStateOfTwoDisks() {
    States.ofTwoDisks(
        2, state -> explorer.explore(Worlds.of(state), seed++, Explorer.Cuts.ONE_WAY));

    nothingIsFound("two disks, every combination, cut after every step");
    assertThat(explorer.coverage.states).isGreaterThan(100_000);
  }

  @Test
  void reachesTheGoalOrRefusesFromPairwiseStatesOfThreeDisks() {
    ThreeDisks.visit(
        true, state -> explorer.explore(Worlds.of(state), seed++, Explorer.Cuts.EVERY_WAY));
    ThreeDisks.visit(
        false, state -> explorer.explore(Worlds.of(state), seed++, Explorer.Cuts.EVERY_WAY));

    nothingIsFound("three disks, pairwise, cut after every step in every way");
    assertThat(explorer.coverage.cuts).isGreaterThan(1_000);
  }

  @Test
  void comesHomeHoweverOftenAnOperationIsCutShort() {
    for (int i = 0; i < 30_000; i++) {
      explorer.storm(Worlds.ready(1 + i % 4), Goal.FAILED_OVER_TEST, seed++, 1 + i % 5);
    }

    nothingIsFound("one to four disks from ready, up to five cuts in a row");
    assertThat(explorer.coverage.cuts).isGreaterThan(30_000);
  }

  private void nothingIsFound(String what) {
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    say(what + ": " + explorer.coverage + "; " + took.toMillis() + " ms");
    assertThat(explorer.findings.isEmpty()).as(explorer.findings.report()).isTrue();
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
  }
}
