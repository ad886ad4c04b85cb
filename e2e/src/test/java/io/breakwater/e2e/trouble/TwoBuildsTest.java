package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.sweep.BrokenBuild;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers of two builds on the same task queues, as during an upgrade. */
class TwoBuildsTest {
  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
    // The newer build must not begin what the next test's worker cannot replay.
    world.worker().kill();
    world.ensureWorker();
  }

  /**
   * The newer build has a step more, which the older one cannot replay: what the older one began
   * goes on in the newer one, and what the newer one began waits for it.
   */
  @Test
  void finishesWhatBothBuildsBegan() {
    Path newer = newerBuild();
    JavaProcess older = world.worker();
    List<ProtectedContext> vms = world.vmsFor("upgraded", StepHolds::hasJob);
    List<ProtectedContext> meanwhile = List.of(world.windowsVm("meanwhile", 2));
    long moment = world.judge().now();
    try (Strike strike =
        Strike.inEachStep(
            world, OperationKind.TEST_FAILOVER, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.startWorker(newer);
      strike.releaseHalf();
      List<Run> runs = meanwhile.stream().map(world.operations()::testFailover).toList();
      older.close();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
      assertThat(runs).allSatisfy(run -> assertThat(run.end().end()).isEqualTo(End.COMPLETED));
    }

    List<ProtectedContext> all = new ArrayList<>(vms);
    all.addAll(meanwhile);
    effects.assertNothingTwiceSince(moment);
    effects.assertInjectedOnce(all);
    new Phases(world).cleanUp(all);
    world.judge().assertReady(all);
  }

  /** As a change of the runner has to be made. */
  private static Path newerBuild() {
    String begun = "board.begun(begun.operation());";
    return BrokenBuild.of(
        "newer",
        "workflows/src/main/java/io/breakwater/operation/OperationRunner.java",
        begun,
        begun
            + " if (Workflow.getVersion(\"newer\", Workflow.DEFAULT_VERSION, 1) == 1) {"
            + " Workflow.sleep(java.time.Duration.ofMillis(100)); }");
  }
}
