package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.vm.ContextId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** One VM to which something happens, and what people and programs can do to it. */
final class Wreck {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TroubleWorld world;
  private final ProtectedContext vm;
  private final Person person;
  private final OldFailover old;
  private final DaemonClient daemon;
  private final Rows rows;
  private final Map<String, DiskContents> replica;
  private final List<String> machines = new ArrayList<>();
  private final Deque<Runnable> putRight = new ArrayDeque<>();

  Wreck(TroubleWorld world, ProtectedVm description) {
    this.world = world;
    this.vm = world.site().protect(description);
    this.person = new Person(world.cloud());
    this.old = new OldFailover(world, person);
    this.daemon = new DaemonClient(world);
    this.rows = new Rows(world);
    this.replica = contents();
  }

  TroubleWorld world() {
    return world;
  }

  ProtectedContext vm() {
    return vm;
  }

  Person person() {
    return person;
  }

  DaemonClient daemon() {
    return daemon;
  }

  Rows rows() {
    return rows;
  }

  OldFailover old() {
    return old;
  }

  String disk(int number) {
    return vm.volumeIds().get(number);
  }

  /** What the replication had brought before anything happened. */
  Map<String, DiskContents> replica() {
    return replica;
  }

  Map<String, DiskContents> contents() {
    Map<String, DiskContents> contents = new LinkedHashMap<>();
    vm.volumeIds().forEach(volume -> contents.put(volume, world.cloud().view().disk(volume)));
    return contents;
  }

  /** Machines of the old system, which bear no mark; they have to be gone in the end. */
  List<String> machines() {
    return machines;
  }

  /** Puts right afterwards what other VMs would suffer from. */
  void afterwards(Runnable deed) {
    putRight.push(deed);
  }

  void putRight() {
    putRight.forEach(Runnable::run);
  }

  /** An empty machine of the old system, its ROOT deleted. */
  String oldMachine(String job) {
    String machine = oldMachineWithRoot(job);
    old.dropsRoot(machine);
    return machine;
  }

  String oldMachineWithRoot(String job) {
    String machine = old.deploys(vm, job);
    machines.add(machine);
    return machine;
  }

  String oldFailover(String type) {
    String machine = old.failedOver(vm, type);
    machines.add(machine);
    return machine;
  }

  /** A test failover of ours that went well. */
  VmView failsOver() {
    Ended up = world.operations().testFailover(vm).end();
    assertThat(up.end()).as(up.summary()).isEqualTo(End.COMPLETED);
    return machine();
  }

  VmView machine() {
    return world.machineOf(vm).orElseThrow();
  }

  SnapshotView snapshotOf(String volume) {
    return world.cloud().view().snapshots().stream()
        .filter(snapshot -> snapshot.volumeId().equals(volume))
        .findFirst()
        .orElseThrow();
  }

  /** Terminates a test failover of ours in the middle of a step, whose job then goes on. */
  void terminatesIn(String stepId) {
    PlannedStep step =
        world.operations().plan(OperationKind.TEST_FAILOVER, vm).stream()
            .filter(planned -> planned.id().equals(stepId))
            .findFirst()
            .orElseThrow(() -> new AssertionError("the plan has no step " + stepId));
    StepHold hold = new StepHolds(world).in(step, vm, Hold.At.JOB);
    Run run = world.operations().testFailover(vm);
    Awaitility.await(stepId).atMost(PATIENCE).until(() -> hold.hasCaught(run));
    run.workflow().terminate("by a test");
    hold.release();
  }

  /** Terminates a test failover of ours whose injection hangs on the half-written disk. */
  void terminatesInHangingInjection() {
    Path device = world.site().links().pathOf(vm.osVolumeId());
    InjectorCommand.behave(device, "hang");
    afterwards(() -> InjectorCommand.behave(device, "ok"));
    Run run = world.operations().testFailover(vm);
    run.awaitRunning("inject-drivers");
    Awaitility.await("half-written OS disk")
        .atMost(PATIENCE)
        .until(() -> world.cloud().view().disk(vm.osVolumeId()).dirty());
    run.workflow().terminate("by a test");
  }

  Ended recovers() {
    return world.operations().start(OperationKind.RECOVERY, vm).end();
  }

  Ended rollsBackAndDiscards() {
    OperationRequest request =
        OperationRequest.builder(new ContextId(vm.contextId())).confirmDiscard(true).build();
    return world.operations().start(OperationKind.ROLLBACK, request).end();
  }
}
