package io.breakwater.activities.operation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.guest.Injection;
import io.breakwater.activities.guest.InjectionState;
import io.breakwater.activities.guest.Injectors;
import io.breakwater.activities.observation.Systems;
import io.breakwater.activities.volumedaemon.DaemonOperation;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.inventory.Inventory;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.SnapshotView;
import io.breakwater.operation.AuditWords;
import io.breakwater.operation.Failures;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Waits for what an earlier operation, or an earlier attempt, left under way.
 *
 * <p>An injection of another operation is not waited for but ended: whoever started it holds the
 * lease no more, nobody would use its result, and the disk is reverted in any case. One of this
 * operation, which a reset made forget it, is waited for and its success recorded.
 */
final class Waiting {
  private static final Set<String> RESTING = Set.of("Ready", "Allocated");

  private final CloudStackConnections connections;
  private final LiveOperations operations;
  private final Injectors injectors;
  private final DeviceUsers users;
  private final Inventory inventory;
  private final OperationSettings settings;
  private final Clock clock;

  Waiting(Systems systems, OperationSettings settings, Clock clock) {
    this.connections = systems.connections();
    this.operations = systems.operations();
    this.injectors = systems.injectors();
    this.users = systems.users();
    this.inventory = systems.inventory();
    this.settings = settings;
    this.clock = clock;
  }

  StepResult await(OperationRef operation, List<PendingWork> pending) throws InterruptedException {
    List<PendingWork> open = new ArrayList<>(pending);
    while (true) {
      inventory.leases().confirm(operation, settings.leaseTtl());
      open.removeIf(work -> hasEnded(operation, work));
      if (open.isEmpty()) {
        return StepResult.done(
            pending.stream().map(PendingWork::what).collect(Collectors.joining(", ")) + " ended");
      }
      refuseStuck(open);
      Activity.getExecutionContext().heartbeat(open.get(0).what());
      TimeUnit.MILLISECONDS.sleep(settings.pendingTick().toMillis());
    }
  }

  /** CloudStack ends its jobs by itself; a VM may wait for its host's report for ever. */
  private void refuseStuck(List<PendingWork> open) {
    Instant since =
        Instant.ofEpochMilli(
            Activity.getExecutionContext().getInfo().getCurrentAttemptScheduledTimestamp());
    boolean stuck = since.plus(settings.stuckAfter()).isBefore(clock.instant());
    open.stream()
        .filter(work -> stuck && work.kind() == PendingWork.Kind.MACHINE_TRANSITION)
        .findFirst()
        .ifPresent(
            work -> {
              throw ApplicationFailure.newNonRetryableFailure(
                  work.what() + ", and still so after " + settings.stuckAfter().toSeconds() + " s",
                  Failures.STILL_UNDER_WAY);
            });
  }

  private boolean hasEnded(OperationRef operation, PendingWork work) {
    CloudStack cloud = connections.cloud();
    return switch (work.kind()) {
      case CLOUDSTACK_JOB -> cloud.job(work.id()).isPresent();
      case DAEMON_OPERATION ->
          operations.live().stream().map(DaemonOperation::id).noneMatch(work.id()::equals);
      case INJECTOR -> ended(operation, new VolumeId(work.id()));
      case OTHER_PROCESS -> othersEnded(operation, work.id());
      case MACHINE_TRANSITION ->
          cloud
              .machine(new MachineId(work.id()))
              .map(CsMachine::state)
              .filter(MachineState::isInTransition)
              .isEmpty();
      case VOLUME_TRANSITION -> isAtRest(cloud, new VolumeId(work.id()));
    };
  }

  private boolean ended(OperationRef operation, VolumeId volume) {
    Optional<Injection> own =
        injectors.newest(volume).filter(run -> run.operation().equals(operation.id()));
    if (own.isPresent()) {
      return ownEnded(operation, own.get());
    }
    injectors.stop(volume, "operation " + operation.id() + " takes the disk back");
    return !injectors.alive(volume);
  }

  /** What nobody recorded may be worth its end to somebody: it is ended on request only. */
  private boolean othersEnded(OperationRef operation, String device) {
    if (!users.of(device).others().isEmpty()
        && inventory.audit().has(operation.id(), AuditWords.endOldWork())) {
      users.endOthers(device);
    }
    return users.of(device).others().isEmpty();
  }

  private boolean ownEnded(OperationRef operation, Injection run) {
    InjectionState state = injectors.state(run.id());
    if (state instanceof InjectionState.Exited exited && exited.code() == 0) {
      inventory.disks().of(operation.context()).stream()
          .filter(disk -> run.volume().equals(disk.volume()))
          .forEach(disk -> inventory.disks().markInjected(operation, disk.ref()));
    }
    return !(state instanceof InjectionState.Alive);
  }

  private static boolean isAtRest(CloudStack cloud, VolumeId id) {
    boolean resting = cloud.volume(id).map(CsVolume::state).map(RESTING::contains).orElse(true);
    return resting
        && cloud.snapshotsOf(id).stream().noneMatch(s -> s.state() == SnapshotView.State.PENDING);
  }
}
