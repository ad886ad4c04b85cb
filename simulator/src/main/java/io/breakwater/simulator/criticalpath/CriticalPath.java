package io.breakwater.simulator.criticalpath;

import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Computes the fastest possible test failover, cleanup and commit from CloudStack's own rules.
 *
 * <ul>
 *   <li>Jobs on one VM run one after another; the appliance and the destination are two of them.
 *   <li>A snapshot of an attached volume is a job on its VM, one of a detached volume is not, and
 *       is quicker. It must be there before anything but the replication writes to the disk.
 *   <li>Drivers are injected while the OS disk is on the appliance and after its snapshot.
 *   <li>The template's root must be off device 0 before the OS disk goes there. Data disks need not
 *       wait for that.
 *   <li>A revert wants its volume detached; reverts run side by side. A destroy wants every disk
 *       off.
 * </ul>
 *
 * <p>All times are simulated; multiply them with the time scale for wall time.
 */
public final class CriticalPath {

  private final Durations durations;

  public CriticalPath(Durations durations) {
    this.durations = durations;
  }

  private record Arrival(String disk, Duration at) {}

  /**
   * The fastest test failover, from the first call until the destination runs.
   *
   * @param disks how many disks the VM has, the first of which is the OS disk
   * @param injection how long the drivers take, empty when none are injected
   */
  public Schedule testFailover(int disks, Optional<Duration> injection) {
    requireDisks(disks);
    if (injection.isEmpty()) {
      return failover(disks, injection, 0, 0);
    }
    Schedule best = null;
    for (int before = 0; before < disks; before++) {
      for (int meanwhile = 0; before + meanwhile < disks; meanwhile++) {
        Schedule candidate = failover(disks, injection, before, meanwhile);
        if (best == null || candidate.total().compareTo(best.total()) < 0) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /**
   * With so many data disks taken off the appliance before the OS snapshot and during injection.
   */
  private Schedule failover(int disks, Optional<Duration> injection, int before, int meanwhile) {
    List<Leg> legs = new ArrayList<>();
    Machine appliance = new Machine(legs);
    List<Arrival> arrivals = new ArrayList<>();
    int next = 1;
    for (; next <= before; next++) {
      arrivals.add(takeOff("disk " + next, appliance, legs));
    }
    if (injection.isPresent()) {
      Duration snapshot =
          appliance.run("snapshot OS disk", Duration.ZERO, durations.of(Work.SNAPSHOT_ATTACHED));
      Duration injected = snapshot.plus(injection.get());
      legs.add(new Leg("inject drivers", snapshot, injected));
      for (; next <= before + meanwhile; next++) {
        arrivals.add(takeOff("disk " + next, appliance, legs));
      }
      Duration off = appliance.run("detach OS disk", injected, durations.of(Work.DETACH));
      arrivals.add(new Arrival("OS disk", off));
    } else {
      arrivals.add(takeOff("OS disk", appliance, legs));
    }
    for (; next < disks; next++) {
      arrivals.add(takeOff("disk " + next, appliance, legs));
    }
    bringUp(arrivals, legs);
    return new Schedule(legs);
  }

  /** Off the appliance first, then the snapshot: it costs the appliance nothing that way. */
  private Arrival takeOff(String disk, Machine appliance, List<Leg> legs) {
    Duration off = appliance.run("detach " + disk, Duration.ZERO, durations.of(Work.DETACH));
    Duration snapshot = off.plus(durations.of(Work.SNAPSHOT_DETACHED));
    legs.add(new Leg("snapshot " + disk, off, snapshot));
    return new Arrival(disk, snapshot);
  }

  private void bringUp(List<Arrival> arrivals, List<Leg> legs) {
    Machine destination = new Machine(legs);
    Duration accepted = durations.of(Work.DEPLOY_ANSWER);
    Duration deployed = destination.run("deploy", accepted, durations.of(Work.DEPLOY_STOPPED));
    destination.run("detach template root", deployed, durations.of(Work.DETACH));
    Duration last = deployed;
    for (Arrival arrival : sorted(arrivals)) {
      last = destination.run("attach " + arrival.disk(), arrival.at(), durations.of(Work.ATTACH));
    }
    destination.run("start", last, durations.of(Work.START));
  }

  private static List<Arrival> sorted(List<Arrival> arrivals) {
    return arrivals.stream().sorted(Comparator.comparing(Arrival::at)).toList();
  }

  /** The fastest cleanup of a running test failover, until all is as before it. */
  public Schedule cleanup(int disks) {
    requireDisks(disks);
    List<Leg> legs = new ArrayList<>();
    Machine destination = new Machine(legs);
    Machine appliance = new Machine(legs);
    Duration ready = destination.run("stop", Duration.ZERO, durations.of(Work.STOP));
    Duration clean = ready;
    for (int disk = 0; disk < disks; disk++) {
      String name = disk == 0 ? "OS disk" : "disk " + disk;
      Duration off = destination.run("detach " + name, ready, durations.of(Work.DETACH));
      clean = off.plus(durations.of(Work.REVERT));
      legs.add(new Leg("revert " + name, off, clean));
      appliance.run("attach " + name, clean, durations.of(Work.ATTACH));
    }
    legs.add(new Leg("delete snapshots", clean, clean.plus(durations.of(Work.DELETE_SNAPSHOT))));
    destination.run("destroy", ready, durations.of(Work.DESTROY_AND_EXPUNGE));
    return new Schedule(legs);
  }

  /** The fastest commit of a live failover: nothing but snapshots has to go. */
  public Schedule commit() {
    Duration deleted = durations.of(Work.DELETE_SNAPSHOT);
    return new Schedule(List.of(new Leg("delete snapshots", Duration.ZERO, deleted)));
  }

  private static void requireDisks(int disks) {
    if (disks < 1) {
      throw new IllegalArgumentException("a VM has at least one disk, not " + disks);
    }
  }
}
