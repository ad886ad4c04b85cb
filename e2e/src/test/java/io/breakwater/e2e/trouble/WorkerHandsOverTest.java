package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Workers that go in good order, and workers that only seem to be gone. */
class WorkerHandsOverTest {
  private static final Duration HEARTBEAT = Duration.ofMinutes(4);

  private final TroubleWorld world = CrashWorld.shared();
  private final Effects effects = new Effects(world.cloud());

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  @Test
  void handsItsStepsOverLongBeforeTheirHeartbeatsRunOut() {
    world.worker().kill();
    JavaProcess first = world.startWorker(Map.of("BREAKWATER_HEARTBEAT", HEARTBEAT.toString()));
    List<ProtectedContext> vms = world.vmsFor("handed-over", StepHolds::hasJob);
    long moment = world.judge().now();
    try (Strike strike =
        Strike.inEachStep(
            world, OperationKind.TEST_FAILOVER, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.startWorker(Map.of());
      Instant asked = Instant.now();
      first.close();
      strike.awaitAdopted();
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
      assertThat(Duration.between(asked, Instant.now())).isLessThan(HEARTBEAT.dividedBy(2));
    }
    effects.assertNothingTwiceSince(moment);
    effects.assertInjectedOnce(vms);
    new Phases(world).cleanUp(vms);
    world.judge().assertReady(vms);
  }

  @Test
  void doesNotActWhenItWakesUpAfterAnotherOperationTookOver() throws Exception {
    ProtectedContext vm = world.windowsVm("stalled", 2);
    JavaProcess stalled = world.worker();
    try (StepHold hold = new StepHolds(world).lookingAtOsDisk("take-snapshot/disk-2000", vm)) {
      Run run = world.operations().testFailover(vm);
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> hold.hasCaught(run));
      signal(stalled, "-STOP");
      forgetPollsOfStalledWorker();
      run.workflow().terminate("by a test");
      world.startWorker(Map.of());
      assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
      long moment = world.judge().now();

      hold.release();
      signal(stalled, "-CONT");

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> log(stalled).contains("LeaseLost"));
      world.judge().assertUntouchedSince(moment);
      world.judge().assertReady(vm);
    } finally {
      stalled.kill();
    }
  }

  /** The server would go on giving tasks to polls that the stalled worker left open. */
  private void forgetPollsOfStalledWorker() {
    world.world().temporal().kill();
    world.world().temporal().restart();
  }

  private static void signal(JavaProcess process, String signal)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  private static String log(JavaProcess process) throws IOException {
    return Files.readString(process.log());
  }
}
