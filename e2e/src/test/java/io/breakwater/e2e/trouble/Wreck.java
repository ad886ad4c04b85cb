package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Queues;
import io.breakwater.operation.Submit;
import io.breakwater.operation.Submit.SubmitRequest;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.cloud.SnapshotView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.oma.ReplicationRefused;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowTargetOptions;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.sql.SQLException;
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
  private Map<String, DiskContents> replica;
  private final List<String> machines = new ArrayList<>();
  private final Deque<Runnable> putRight = new ArrayDeque<>();
  private Run running;

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

  /** From now on the disks are to hold what they hold now. */
  void takesContentsForReplica() {
    replica = contents();
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
    hangsInInjection();
    running.workflow().terminate("by a test");
  }

  /** A test failover of ours whose injection hangs on the half-written disk. */
  void hangsInInjection() {
    Path device = world.site().links().pathOf(vm.osVolumeId());
    InjectorCommand.behave(device, "hang");
    afterwards(() -> InjectorCommand.behave(device, "ok"));
    running = world.operations().testFailover(vm);
    running.awaitRunning("inject-drivers");
    Awaitility.await("half-written OS disk")
        .atMost(PATIENCE)
        .until(
            () -> world.cloud().view().disk(vm.osVolumeId()).dirty() && isSnapshottedThroughout());
  }

  private boolean isSnapshottedThroughout() {
    return vm.volumeIds().stream()
        .allMatch(
            volume ->
                world.cloud().view().snapshots().stream()
                    .anyMatch(s -> s.ready() && s.volumeId().equals(volume)));
  }

  /** A replication that somebody starts by hand, whatever the status says. */
  void replicates() {
    try {
      String job = world.site().oma().replicateByHand(vm.contextId());
      Awaitility.await("end of " + job)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .until(
              () -> rows.read("SELECT status FROM replication_jobs WHERE id = ?", job),
              status -> status.filter("completed"::equals).isPresent());
    } catch (ReplicationRefused | SQLException e) {
      throw new AssertionError("replicate " + vm.vmName(), e);
    }
  }

  /** Starts a recovery through the front door; empty when it was started, else why not. */
  String submitted(String name, boolean force) {
    Submit front =
        world
            .world()
            .client()
            .newWorkflowStub(
                Submit.class, WorkflowOptions.newBuilder().setTaskQueue(Queues.MAIN).build());
    try {
      front.submit(new SubmitRequest(OperationKind.RECOVERY, name, force, null));
      return "";
    } catch (WorkflowFailedException e) {
      return ((ApplicationFailure) e.getCause()).getType();
    }
  }

  /** By its workflow id alone it would be the newest operation on the VM. */
  private Run ofThisRun(Run run) {
    WorkflowClient client = world.world().client();
    return new Run(
        client,
        run.kind(),
        run.context(),
        client.newUntypedWorkflowStub(
            WorkflowTargetOptions.newBuilder()
                .setWorkflowId(run.workflow().getExecution().getWorkflowId())
                .setRunId(run.workflow().getExecution().getRunId())
                .build()));
  }

  /** Refused first; then the running operation is cancelled and awaited. */
  Ended submitsByForce() {
    assertThat(submitted(vm.contextId(), false)).isEqualTo("OperationRunning");
    assertThat(submitted(vm.contextId(), true)).isEmpty();
    assertThat(ofThisRun(running).end().end()).isEqualTo(End.CANCELLED);
    return world.operations().latest(OperationKind.RECOVERY, vm).end();
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
