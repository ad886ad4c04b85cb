package io.breakwater.activities.operation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.guest.Injectors;
import io.breakwater.activities.volumedaemon.DaemonOperation;
import io.breakwater.activities.volumedaemon.LiveOperations;
import io.breakwater.inventory.lease.Leases;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.SnapshotView;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepResult;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import io.temporal.activity.Activity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Waits for what an earlier operation, or an earlier attempt, left under way.
 *
 * <p>An injection is not waited for but ended: whoever started it holds the lease no more, nobody
 * would use its result, and the disk is reverted in any case.
 */
final class Waiting {
  private static final Set<String> RESTING = Set.of("Ready", "Allocated");

  private final CloudStackConnections connections;
  private final LiveOperations operations;
  private final Injectors injectors;
  private final Leases leases;
  private final OperationSettings settings;

  Waiting(
      CloudStackConnections connections,
      LiveOperations operations,
      Injectors injectors,
      Leases leases,
      OperationSettings settings) {
    this.connections = connections;
    this.operations = operations;
    this.injectors = injectors;
    this.leases = leases;
    this.settings = settings;
  }

  StepResult await(OperationRef operation, List<PendingWork> pending) throws InterruptedException {
    List<PendingWork> open = new ArrayList<>(pending);
    while (true) {
      leases.confirm(operation, settings.leaseTtl());
      open.removeIf(work -> hasEnded(operation, work));
      if (open.isEmpty()) {
        return StepResult.done(
            pending.stream().map(PendingWork::what).collect(Collectors.joining(", ")) + " ended");
      }
      Activity.getExecutionContext().heartbeat(open.get(0).what());
      TimeUnit.MILLISECONDS.sleep(settings.pendingTick().toMillis());
    }
  }

  private boolean hasEnded(OperationRef operation, PendingWork work) {
    CloudStack cloud = connections.cloud();
    return switch (work.kind()) {
      case CLOUDSTACK_JOB -> cloud.job(work.id()).isPresent();
      case DAEMON_OPERATION ->
          operations.live().stream().map(DaemonOperation::id).noneMatch(work.id()::equals);
      case INJECTOR -> ended(operation, new VolumeId(work.id()));
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
    injectors.stop(volume, "operation " + operation.id() + " takes the disk back");
    return !injectors.alive(volume);
  }

  private static boolean isAtRest(CloudStack cloud, VolumeId id) {
    boolean resting = cloud.volume(id).map(CsVolume::state).map(RESTING::contains).orElse(true);
    return resting
        && cloud.snapshotsOf(id).stream().noneMatch(s -> s.state() == SnapshotView.State.PENDING);
  }
}
