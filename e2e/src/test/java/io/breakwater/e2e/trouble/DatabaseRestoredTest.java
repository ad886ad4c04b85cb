package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The database is restored to an hour ago, as it was before an operation. What it says then is not
 * true any more: whoever works on it next refuses or puts it right, and destroys nothing.
 */
class DatabaseRestoredTest {
  private static final Set<End> PUT_RIGHT_OR_REFUSED =
      Set.of(End.COMPLETED, End.REFUSED, End.CLEANUP_REQUIRED);

  private static TroubleWorld world;

  /** One of its own, because the database is everybody's. */
  @BeforeAll
  static void start() {
    world = TroubleWorld.start("restored", Map.of());
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void calm() {
    world.calm();
    world.ensureWorker();
  }

  /** The database knows of no snapshot, no machine and no dirty disk; CloudStack has them all. */
  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"TEST_FAILOVER", "LIVE_FAILOVER", "CLEANUP", "ROLLBACK", "RECOVERY"})
  void losesNothingWhenTheTestFailoverIsForgotten(OperationKind next) {
    ProtectedContext vm = world.windowsVm("forgotten", 2);
    Backup backup = Backup.of(world);
    ends(OperationKind.TEST_FAILOVER, vm, Set.of(End.COMPLETED));
    Map<String, DiskContents> written = contents(vm);

    restore(backup);

    Ended ended = ends(next, vm, PUT_RIGHT_OR_REFUSED);
    assertNothingIsLost(vm, written, ended);
  }

  /** The database says that the disks were written to, and names snapshots that are gone. */
  @ParameterizedTest
  @EnumSource(
      value = OperationKind.class,
      names = {"CLEANUP", "ROLLBACK", "RECOVERY"})
  void asksAPersonWhenTheCleanupIsForgotten(OperationKind next) {
    ProtectedContext vm = world.windowsVm("cleaned-up", 2);
    ends(OperationKind.TEST_FAILOVER, vm, Set.of(End.COMPLETED));
    Backup backup = Backup.of(world);
    ends(OperationKind.CLEANUP, vm, Set.of(End.COMPLETED));

    restore(backup);

    Map<String, DiskContents> found = contents(vm);
    long moment = world.judge().now();
    Ended ended = ends(next, vm, Set.of(End.CLEANUP_REQUIRED));
    assertThat(ended.reasonCodes()).contains("NO_SNAPSHOT");
    world.judge().assertUntouchedSince(moment);
    assertNothingIsLost(vm, found, ended);
  }

  /** Operations in the middle of each of their steps find that they never began. */
  @Test
  void losesNothingWhenOperationsUnderWayAreForgotten() {
    List<ProtectedContext> vms = world.vmsFor("under-way", StepHolds::hasJob);
    Backup backup = Backup.of(world);
    Strike strike =
        Strike.inEachStep(world, OperationKind.TEST_FAILOVER, vms, Hold.At.JOB, StepHolds::hasJob);
    try (strike) {
      strike.awaitCaught();
      world.worker().kill();
      backup.restore();
      world.ensureWorker();
    }

    for (Strike.Target target : strike.targets()) {
      target.run().end();
      Map<String, DiskContents> found = contents(target.vm());
      Ended ended = ends(OperationKind.RECOVERY, target.vm(), PUT_RIGHT_OR_REFUSED);
      assertNothingIsLost(target.vm(), found, ended);
    }
  }

  /** The dump has the snapshots, but not yet that the disks were written to. */
  @Test
  void revertsWhatWasWrittenToAfterADumpThatHasTheSnapshots() {
    ProtectedContext vm = world.windowsVm("dumped-between", 2);
    Map<String, DiskContents> replica = contents(vm);
    OperationRequest request =
        OperationRequest.builder(new ContextId(vm.contextId())).skipVirtio(true).build();
    PlannedStep attach =
        world.operations().plan(OperationKind.TEST_FAILOVER, request).stream()
            .filter(step -> step.id().equals("attach/disk-2001"))
            .findFirst()
            .orElseThrow();
    Backup backup;
    try (StepHold hold = new StepHolds(world).in(attach, vm, Hold.At.JOB)) {
      Run run = world.operations().start(OperationKind.TEST_FAILOVER, request);
      await().atMost(Duration.ofSeconds(30)).until(() -> hold.hasCaught(run));
      backup = Backup.of(world);
      hold.release();
      assertThat(run.end().end()).isEqualTo(End.COMPLETED);
    }
    assertThat(contents(vm)).isNotEqualTo(replica);
    Map<String, String> machine = Map.of("id", world.machineOf(vm).orElseThrow().id());
    new Person(world.cloud()).does("stopVirtualMachine", machine);

    restore(backup);

    ends(OperationKind.RECOVERY, vm, Set.of(End.COMPLETED));
    assertThat(contents(vm)).isEqualTo(replica);
    world.judge().assertHome(vm);
  }

  private static void restore(Backup backup) {
    world.worker().kill();
    backup.restore();
    world.ensureWorker();
  }

  private static Ended ends(OperationKind kind, ProtectedContext vm, Set<End> ends) {
    Ended ended = world.operations().start(kind, Operations.inEarnest(kind, vm)).end();
    assertThat(ended.end()).as(kind + " on " + vm.vmName() + ": " + ended.summary()).isIn(ends);
    return ended;
  }

  /** Either it is where the operation leads, or nobody has touched its disks. */
  private static void assertNothingIsLost(
      ProtectedContext vm, Map<String, DiskContents> found, Ended ended) {
    world.judge().assertNoViolation();
    if (ended.end() != End.COMPLETED) {
      assertThat(contents(vm)).isEqualTo(found);
      assertThat(vm.volumeIds())
          .allSatisfy(disk -> assertThat(world.cloud().view().volume(disk)).isPresent());
    } else if (world.judge().statusOf(vm).equals("ready_for_failover")) {
      world.judge().assertHome(vm);
    } else {
      world.judge().assertFailedOver(vm);
    }
  }

  private static Map<String, DiskContents> contents(ProtectedContext vm) {
    Map<String, DiskContents> contents = new LinkedHashMap<>();
    vm.volumeIds().forEach(disk -> contents.put(disk, world.cloud().view().disk(disk)));
    return contents;
  }
}
