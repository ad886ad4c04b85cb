package io.breakwater.plan;

import io.breakwater.observation.DiskView;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.Place;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SnapshotView;
import io.breakwater.vm.ContextStatus;
import io.breakwater.vm.OperationId;

/**
 * What stands against a failover. All reasons are collected, so that they can be mended at once.
 */
final class FailoverRefusals {
  private static final String CLEAN_UP = "run a cleanup of the VM first";

  private static final String TAKE_BACK =
      "its live destination was started: do a rollback with confirmDiscard, or commit it if the VM"
          + " is failed_over_live";

  private final Observation seen;
  private final Goal goal;
  private final ContextStatus end;
  private final PlanOptions options;
  private final OperationId operation;
  private final Reasons reasons;

  FailoverRefusals(Observation seen, Goal goal, PlanOptions options, Destination destination) {
    this.seen = seen;
    this.goal = goal;
    this.end =
        goal == Goal.FAILED_OVER_LIVE
            ? ContextStatus.failed_over_live
            : ContextStatus.failed_over_test;
    this.options = options;
    this.operation = options.operation();
    this.reasons = destination.problems();
  }

  Reasons check() {
    checkContext();
    new ReplicationRefusals(seen, goal, options, reasons).check();
    if (end == ContextStatus.failed_over_live) {
      new SourceRefusals(seen, options, reasons).check();
    }
    checkSite();
    seen.machines().forEach(this::checkMachine);
    seen.disks().forEach(this::checkDisk);
    return reasons;
  }

  private void checkContext() {
    String vm = seen.vm().vmName();
    boolean byThisOperation =
        seen.vm().status() == end && operation.equals(seen.vm().lastFailover());
    if (seen.vm().status() != ContextStatus.ready_for_failover && !byThisOperation) {
      reasons.add(
          "WRONG_STATUS",
          vm + " is " + seen.vm().status() + ", not ready_for_failover",
          statusAdvice());
    }
    if (seen.disks().isEmpty()) {
      reasons.add("NO_DISKS", vm + " has no disks", "replicate the VM first");
    } else if (seen.disks().stream().noneMatch(d -> d.id().isOs())) {
      reasons.add(
          "NO_OS_DISK", vm + " has no disk-2000", "replicate the VM again with its OS disk");
    }
    if (seen.vm().cpus() < 1 || seen.vm().memoryMb() < 1) {
      reasons.add(
          "NO_CPU_OR_MEMORY",
          vm + " is stored with " + seen.vm().cpus() + " CPUs, " + seen.vm().memoryMb() + " MB",
          "discover the VM again");
    }
  }

  private String statusAdvice() {
    return switch (seen.vm().status()) {
      case failed_over_test, failed_over_live, cleanup_required -> wayBack();
      default -> seen.vm().liveStartedBy() == null ? "see the VM's status" : wayBack();
    };
  }

  /** A cleanup takes nothing back that somebody may have worked with. */
  private String wayBack() {
    return LiveData.mayExist(seen) ? TAKE_BACK : CLEAN_UP;
  }

  private void checkSite() {
    SiteView site = seen.site();
    if (site.templateBytes() < 0 || !site.templateReady()) {
      reasons.add(
          "TEMPLATE_NOT_READY",
          "template " + site.templateId() + " does not exist or is not ready",
          "set template_id in ossea_configs to a template that is ready");
    }
    if (!site.serviceOfferingCustomized()) {
      reasons.add(
          "OFFERING_NOT_CUSTOMIZED",
          "service offering " + site.serviceOfferingId() + " takes no CPU and memory of its own",
          "set service_offering_id to an offering with iscustomized=true");
    }
    long osBytes =
        seen.disks().stream().filter(d -> d.id().isOs()).mapToLong(DiskView::sizeBytes).sum();
    if (osBytes > 0 && site.templateBytes() > osBytes) {
      reasons.add(
          "TEMPLATE_TOO_LARGE",
          "the template ("
              + site.templateBytes()
              + " bytes) is larger than the OS disk ("
              + osBytes
              + " bytes); CloudStack refuses such a root disk",
          "choose a smaller template, best below 2 GB");
    }
  }

  private void checkMachine(MachineView machine) {
    if (machine.state() == MachineState.ABSENT) {
      return;
    }
    if (!operation.equals(machine.mark())) {
      reasons.add(
          "LEFTOVER_MACHINE",
          "VM " + machine.name() + " (" + machine.state() + ") of an earlier operation exists",
          wayBack());
      return;
    }
    boolean complete = seen.disks().stream().allMatch(d -> d.place().isOn(machine.id()));
    boolean usable =
        machine.state() == MachineState.STOPPED
            || (machine.state() == MachineState.RUNNING && complete);
    if (!usable
        || machine.templateRootState() == MachineView.TemplateRootState.UNRECORDED
        || holdsUnknown(machine)) {
      reasons.add(
          "MACHINE_NOT_USABLE",
          "VM " + machine.name() + " is " + machine.state() + " and cannot be gone on with",
          wayBack());
    }
  }

  private boolean holdsUnknown(MachineView machine) {
    return machine.volumes().stream()
        .anyMatch(v -> !v.id().equals(machine.templateRoot()) && !seen.isProtected(v.id()));
  }

  private void checkDisk(DiskView disk) {
    if (disk.volume() == null || disk.place().kind() == Place.Kind.MISSING) {
      reasons.add(
          "VOLUME_MISSING",
          "CloudStack has no volume " + disk.volume() + " for " + disk.id(),
          "replicate the VM again");
      return;
    }
    if (!hasSnapshotToAdopt(disk) && disk.snapshots().stream().anyMatch(s -> isLeftover(disk, s))) {
      reasons.add("LEFTOVER_SNAPSHOT", disk.id() + " has a snapshot left behind", wayBack());
    }
    if (isUntouched(disk) || isOurs(disk)) {
      return;
    }
    if (disk.dirty()) {
      reasons.add("DIRTY_DISK", disk.id() + " was written to and not reverted", wayBack());
    } else {
      reasons.add(
          "DISK_NOT_ON_APPLIANCE",
          disk.id()
              + " is not on the appliance with mapping and device link ("
              + disk.place().kind()
              + ", daemon: "
              + disk.mapping().kind()
              + ")",
          wayBack());
    }
  }

  private boolean isLeftover(DiskView disk, SnapshotView snapshot) {
    return !operation.equals(snapshot.madeBy())
        || !snapshot.recorded()
        || snapshot.state() != SnapshotView.State.READY
        || !disk.baseline().equals(snapshot.takenAt());
  }

  /**
   * Whether the operation took its snapshot, and lost its worker or its history before the id was
   * recorded: TakeSnapshot finds it by its name. Under the hold nothing was written since.
   */
  private boolean hasSnapshotToAdopt(DiskView disk) {
    boolean atRest =
        disk.place().kind() == Place.Kind.APPLIANCE || disk.place().kind() == Place.Kind.DETACHED;
    return atRest
        && !disk.dirty()
        && operation.equals(seen.vm().heldBy())
        && Disks.isSnapshotToAdopt(disk, operation);
  }

  private boolean isUntouched(DiskView disk) {
    return disk.place().kind() == Place.Kind.APPLIANCE
        && !disk.dirty()
        && Disks.isMappedToAppliance(disk, seen.appliance())
        && disk.deviceLink();
  }

  /** Whether this operation brought the disk where it is and can go on from there. */
  private boolean isOurs(DiskView disk) {
    return isOnItsWay(disk) || isOursWithSnapshot(disk);
  }

  /** Detached under this operation's hold, and no snapshot recorded yet. */
  private boolean isOnItsWay(DiskView disk) {
    return disk.place().kind() == Place.Kind.DETACHED
        && operation.equals(seen.vm().heldBy())
        && !disk.dirty()
        && (disk.snapshots().isEmpty() || hasSnapshotToAdopt(disk))
        && !Disks.hasStaleMapping(disk)
        && (!disk.id().isOs() || needsNoInjection());
  }

  private boolean isOursWithSnapshot(DiskView disk) {
    boolean canGoBack =
        Disks.usableSnapshot(disk).filter(s -> operation.equals(s.madeBy())).isPresent();
    if (!canGoBack || (disk.dirty() && !operation.equals(disk.dirtiedBy()))) {
      return false;
    }
    boolean prepared = !disk.id().isOs() || disk.injected() || needsNoInjection();
    return switch (disk.place().kind()) {
      case APPLIANCE ->
          (disk.injected() || canUndoInjection(disk))
              && Disks.isMappedToAppliance(disk, seen.appliance())
              && disk.deviceLink();
      case DETACHED ->
          prepared
              && (!disk.dirty() || disk.injected() || canUndoInjection(disk))
              && !Disks.hasStaleMapping(disk);
      case MACHINE -> isOnOwnMachine(disk, prepared);
      case FOREIGN, MISSING -> false;
    };
  }

  /** Injection was tried and failed, and is not to be tried again: the disk is reverted. */
  private boolean canUndoInjection(DiskView disk) {
    return disk.id().isOs()
        && disk.dirty()
        && !disk.injected()
        && needsNoInjection()
        && seen.vm().liveStartedBy() == null
        && Disks.destinationOf(seen, operation)
            .filter(m -> m.state() == MachineState.RUNNING)
            .isEmpty();
  }

  private boolean isOnOwnMachine(DiskView disk, boolean prepared) {
    return Disks.destinationOf(seen, operation)
        .filter(m -> disk.place().isOn(m.id()))
        .filter(m -> (disk.place().deviceId() == 0) == disk.id().isOs())
        .filter(
            m ->
                m.state() == MachineState.RUNNING
                    ? disk.dirty() // else a person started it: nobody marked its disks
                    : isStarted(disk, m) || (prepared && (!disk.dirty() || disk.injected())))
        .isPresent();
  }

  /**
   * What a guest wrote is what its next start is to find: on all disks, or they would be of
   * different moments.
   */
  private boolean isStarted(DiskView disk, MachineView machine) {
    boolean live =
        end == ContextStatus.failed_over_live && operation.equals(seen.vm().liveStartedBy());
    boolean complete = seen.disks().stream().allMatch(d -> d.place().isOn(machine.id()));
    return disk.dirty() && (live || (disk.started() && complete));
  }

  private boolean needsNoInjection() {
    return !Injection.isWanted(seen, options);
  }
}
