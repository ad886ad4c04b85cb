package io.breakwater.activities.guest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.check.CheckConfig;
import io.breakwater.activities.check.GuestChecks;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.disk.DiskMark;
import io.breakwater.operation.Failures;
import io.breakwater.plan.Step;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult.Effect;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplianceStepsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir static Path directory;
  private static ApplianceBench bench;
  private static ProcessInjectors injectors;
  private static StepBench steps;
  private ProtectedBench vm;

  @BeforeAll
  static void open() {
    bench = new ApplianceBench(directory);
    injectors = injectors(LIMIT);
    steps = new StepBench(activities(injectors, FlushConfig.defaults()));
  }

  @AfterAll
  static void close() {
    steps.close();
    bench.close();
  }

  @BeforeEach
  void protect() {
    vm = bench.protect(2);
  }

  @AfterEach
  void endInjection() {
    injectors.stop(volume(), "the test is over");
    List<Violation> violations = bench.simulator().oracle().violations();
    bench.simulator().oracle().clear();
    assertThat(violations).isEmpty();
  }

  @Test
  void flushesTheDevicesOfAllDisks() {
    StepCall call = vm.call(new Step.FlushDevices(List.of(vm.disk(0), vm.disk(1))));

    assertThat(steps.run(call).detail()).contains("virtio-").contains(", ");
  }

  @Test
  void failsWhenAFlushFails() {
    FlushConfig failing = new FlushConfig(List.of("ls", "{device}-missing"), LIMIT);
    StepCall call = vm.call(new Step.FlushDevices(List.of(vm.disk(0))));

    try (StepBench other = new StepBench(activities(injectors, failing))) {
      ApplicationFailure failure =
          catchThrowableOfType(ApplicationFailure.class, () -> other.once(call));
      assertThat(failure.getType()).isEqualTo("FlushFailed");
      assertThat(failure.isNonRetryable()).isFalse();
    }
  }

  @Test
  void givesUpAFlushThatHangs() {
    FlushConfig hanging =
        new FlushConfig(List.of("sh", "-c", "exec sleep 307", "{device}"), Duration.ofMillis(300));
    StepCall call = vm.call(new Step.FlushDevices(List.of(vm.disk(0))));

    try (StepBench other = new StepBench(activities(injectors, hanging))) {
      assertThat(catchThrowableOfType(ApplicationFailure.class, () -> other.once(call)))
          .hasMessageContaining("flush");
    }
    await().atMost(5, SECONDS).until(() -> processes("sleep 307") == 0);
  }

  @Test
  void injectsOnceAndMarksTheDiskBeforeAndAfter() {
    vm.withSnapshot(0);

    assertThat(steps.run(inject()).effect()).isEqualTo(Effect.DONE);

    assertThat(mark().injected()).isTrue();
    assertThat(mark().dirtiedBy()).isEqualTo(vm.operation().id());
    int writes = writes();
    assertThat(steps.run(inject()).effect()).isEqualTo(Effect.ALREADY);
    assertThat(writes()).isEqualTo(writes);
  }

  @Test
  void injectsNothingWithoutASnapshotToGoBackTo() {
    assertPrecondition("no Ready snapshot");

    assertThat(bench.inventory().disks().dirty(vm.operation().context())).isEmpty();
  }

  @Test
  void injectsNothingIntoADiskThatIsDirtyAlready() {
    vm.withSnapshot(0);
    bench.inventory().disks().markDirty(vm.operation(), vm.disk(0), "a guest ran on it");

    assertPrecondition("dirty");
  }

  @Test
  void injectsNothingWhileAReplicationRuns() throws Exception {
    vm.withSnapshot(0);
    bench.site().oma().replicateByHand(vm.vm().contextId());

    assertPrecondition("replication job");
  }

  @Test
  void leavesTheDiskToAnInjectionOfAnotherOperation() {
    vm.withSnapshot(0);
    behave("hang");
    injectors.start(new OperationId("another"), volume(), "virtio-1-1", device());

    assertPrecondition("alive");
  }

  @Test
  void failsForGoodWithTheEndOfTheLogWhenTheInjectorFails() {
    vm.withSnapshot(0);
    behave("fail");

    ApplicationFailure failure = failure();

    assertThat(failure.getType()).isEqualTo("InjectionFailed");
    assertThat(failure.isNonRetryable()).isTrue();
    assertThat(failure.getOriginalMessage()).contains("exit code 1").contains("Opening");
    assertThat(mark().dirty()).isTrue();
    assertThat(mark().injected()).isFalse();
  }

  @Test
  void neverInjectsASecondTimeAfterAFailure() {
    vm.withSnapshot(0);
    behave("fail");
    failure();
    int writes = writes();
    behave("ok");

    assertThat(failure().getType()).isEqualTo("InjectionFailed");
    assertThat(writes()).isEqualTo(writes);
  }

  @Test
  void takesOverTheInjectionOfAWorkerThatDied() {
    vm.withSnapshot(0);
    bench.inventory().disks().markDirty(vm.operation(), vm.disk(0), Injecting.WHY_DIRTY);
    injectors.start(vm.operation().id(), volume(), "virtio-1-1", device());

    assertThat(steps.run(inject()).effect()).isEqualTo(Effect.ADOPTED);
    assertThat(mark().injected()).isTrue();
  }

  @Test
  void startsTheInjectionOfAWorkerThatDiedRightAfterMarkingTheDisk() {
    vm.withSnapshot(0);
    bench.inventory().disks().markDirty(vm.operation(), vm.disk(0), Injecting.WHY_DIRTY);

    assertThat(steps.run(inject()).effect()).isEqualTo(Effect.DONE);
  }

  @Test
  void endsTheWholeInjectionWhenCancelled() {
    vm.withSnapshot(0);
    behave("hang");
    StepBench.Begun step = steps.begin(inject(), 0);
    await().atMost(10, SECONDS).until(() -> injectors.alive(volume()));

    step.cancel();

    assertThat(catchThrowableOfType(Exception.class, step::result)).isNotNull();
    assertThat(injectors.alive(volume())).isFalse();
    assertThat(mark().injected()).isFalse();
  }

  @Test
  void endsAnInjectionThatHangs() {
    vm.withSnapshot(0);
    behave("hang");
    ProcessInjectors impatient = injectors(Duration.ofSeconds(2));

    try (StepBench other = new StepBench(activities(impatient, FlushConfig.defaults()))) {
      ApplicationFailure failure =
          catchThrowableOfType(ApplicationFailure.class, () -> other.once(inject()));
      assertThat(failure.getType()).isEqualTo("InjectionFailed");
      assertThat(failure.getOriginalMessage()).contains("longer than PT2S");
    }
    assertThat(injectors.alive(volume())).isFalse();
  }

  private StepCall inject() {
    return vm.call(new Step.InjectDrivers(vm.disk(0)));
  }

  private VolumeId volume() {
    return vm.disk(0).volume();
  }

  private String device() {
    return bench.daemon().mapping(volume()).orElseThrow().devicePath();
  }

  private void behave(String mode) {
    InjectorCommand.behave(Path.of(device()), mode);
  }

  private DiskMark mark() {
    return bench.inventory().disks().dirty(vm.operation().context()).get(0);
  }

  private int writes() {
    return bench.simulator().cloud().view().disk(volume().value()).writes().size();
  }

  private ApplicationFailure failure() {
    return catchThrowableOfType(ApplicationFailure.class, () -> steps.once(inject()));
  }

  private void assertPrecondition(String text) {
    ApplicationFailure failure = failure();
    assertThat(failure.getType()).isEqualTo(Failures.PRECONDITION);
    assertThat(failure.getOriginalMessage()).contains(text);
    assertThat(injectors.newest(volume()).stream())
        .noneMatch(run -> run.operation().equals(vm.operation().id()));
  }

  private static long processes(String command) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(line -> line.contains(command)).isPresent())
        .count();
  }

  private static ProcessInjectors injectors(Duration limit) {
    InjectorConfig config =
        InjectorConfig.of(
                List.of(bench.site().injectorCommand().toString()),
                directory.resolve("injections"),
                directory.resolve("log"))
            .withEnvironment(Map.of("INJECTOR_SECONDS", "0.4"))
            .withLimits(limit, Duration.ofSeconds(2));
    return new ProcessInjectors(config, Clock.systemUTC());
  }

  private static ApplianceStepActivities activities(ProcessInjectors of, FlushConfig flush) {
    return new ApplianceStepActivities(
        bench.frame(),
        bench.daemon(),
        bench.connections(),
        bench.inventory(),
        flush,
        of,
        bench.watcher("injector", new InjectorJobs(of)),
        new GuestChecks(
            bench.connections(), bench.inventory().machines(), CheckConfig.of(Optional.empty())),
        Clock.systemUTC());
  }
}
