package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.docs.Guide.Example;
import io.breakwater.e2e.docs.Walk;
import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.site.ProtectedContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An upgrade by worker versioning, with the commands of docs/operating.md. */
class PinnedTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String OLDER = "1.0.0";
  private static final String NEWER = "1.1.0";

  /** The build that the guide makes current. */
  private static final String IN_GUIDE = "0.1.0-915ffe5c1b2a";

  private static TroubleWorld world;

  @BeforeAll
  static void start() {
    world =
        TroubleWorld.start(
            "pinned",
            Map.of("BREAKWATER_WORKER_DEPLOYMENT", "breakwater", "BREAKWATER_WORKER_BUILD", OLDER));
    makeCurrent(OLDER);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /** In every phase: what the older build began ends there, or on the newer where it is moved. */
  @Test
  void keepsOperationsWithTheirBuildUntilTheyAreMoved() {
    List<ProtectedContext> vms = world.vmsFor("pinned", StepHolds::hasJob);
    ProtectedContext meanwhile = world.windowsVm("meanwhile", 1);
    JavaProcess older = world.worker();
    long moment = world.judge().now();
    try (Strike strike =
        Strike.inEachStep(
            world, OperationKind.TEST_FAILOVER, vms, Hold.At.JOB, StepHolds::hasJob)) {
      strike.awaitCaught();
      world.startWorker(Map.of("BREAKWATER_WORKER_BUILD", NEWER));
      makeCurrent(NEWER);
      assertThat(world.operations().testFailover(meanwhile).end().end()).isEqualTo(End.COMPLETED);
      assertThat(describe(meanwhile)).contains(NEWER).doesNotContain(OLDER);

      strike.releaseHalf();
      half(strike, 0).forEach(PinnedTest::assertEndedOnTheOlder);
      older.kill();
      half(strike, 1).forEach(target -> move(target.vm()));
      strike.releaseAll();
      strike.assertAllEnd(End.COMPLETED);
    }
    new Effects(world.cloud()).assertNothingTwiceSince(moment);
    world.judge().assertNoViolation();
    assertThat(follow("describe-version", Map.of("<old build>", OLDER)))
        .containsIgnoringCase("drain");
  }

  private static void assertEndedOnTheOlder(Strike.Target target) {
    assertThat(target.run().end().end()).as(target.where()).isEqualTo(End.COMPLETED);
    assertThat(describe(target.vm())).contains(OLDER).doesNotContain(NEWER);
  }

  private static List<Strike.Target> half(Strike strike, int from) {
    List<Strike.Target> half = new ArrayList<>();
    for (int i = from; i < strike.targets().size(); i += 2) {
      half.add(strike.targets().get(i));
    }
    return half;
  }

  private static void move(ProtectedContext vm) {
    follow("update-options", Map.of("<context id>", vm.contextId(), IN_GUIDE, NEWER));
  }

  private static String describe(ProtectedContext vm) {
    return cli("workflow", "describe", "--workflow-id", "vm/" + vm.contextId(), "--output", "json");
  }

  /** The server learns of a build, and of its task queues, a moment after its worker polls. */
  private static void makeCurrent(String build) {
    Awaitility.await("the build " + build)
        .atMost(PATIENCE)
        .ignoreException(AssertionError.class)
        .until(() -> !follow("set-current-version", Map.of(IN_GUIDE, build)).isBlank());
  }

  /** Runs the guide's command of that name, with what stands for names in it. */
  private static String follow(String name, Map<String, String> names) {
    String command =
        Walk.UPGRADE.sections().stream()
            .flatMap(section -> section.examples().stream())
            .map(Example::command)
            .filter(each -> each.contains(" " + name + " "))
            .findFirst()
            .orElseThrow();
    for (Map.Entry<String, String> given : names.entrySet()) {
      command = command.replace(given.getKey(), given.getValue());
    }
    String output = new Shell(world.world()).run(command);
    assertThat(output).as(command).doesNotContain("Error");
    return output;
  }

  private static String cli(String... arguments) {
    return world.world().temporal().cli(arguments);
  }
}
