package io.breakwater.plan;

import io.breakwater.observation.HealthView;
import io.breakwater.observation.HealthView.Freshness;
import io.breakwater.observation.HealthView.HostState;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.HealthView.Room;
import io.breakwater.observation.Observation;
import io.breakwater.observation.SourceView.Power;
import io.breakwater.observation.Told;
import io.breakwater.plan.Readiness.Check;
import io.breakwater.plan.Readiness.Result;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The checks on which no plan depends. None of them fails; what could not be asked warns, because
 * it may be amiss.
 */
final class HealthChecks {
  private final ReadinessArea area;
  private final Observation seen;
  private final HealthView health;

  private HealthChecks(ReadinessArea area, Observation seen) {
    this.area = area;
    this.seen = seen;
    this.health = seen.health() == null ? HealthView.notAsked() : seen.health();
  }

  /** The check of one of these areas; empty where the failover does not depend on it. */
  static Optional<Check> of(ReadinessArea area, Observation seen, boolean live) {
    HealthChecks checks = new HealthChecks(area, seen);
    return switch (area) {
      case REPLICATION_AGE -> Optional.of(checks.replicationAge());
      case APPLIANCE_HOST -> Optional.of(checks.applianceHost());
      case ACCOUNT -> Optional.of(checks.account());
      case SNAPSHOTS -> Optional.of(checks.snapshots());
      case CAPACITY -> Optional.of(checks.capacity());
      case VOLUME_DAEMON -> Optional.of(checks.daemon());
      case VMA -> live ? Optional.of(checks.vma()) : Optional.empty();
      case NAME -> live ? Optional.of(checks.name()) : Optional.empty();
      default -> throw new IllegalArgumentException(area + " is checked by the planner's refusals");
    };
  }

  private Check replicationAge() {
    Freshness replica = health.replication();
    String remedy = "run a replication, or see why the schedule runs none";
    if (replica.age() == null || replica.limit() == null) {
      return warn("it is not known when a replication completed last", remedy);
    }
    String age = "the last replication completed " + spoken(replica.age()) + " ago";
    return replica.age().compareTo(replica.limit()) > 0
        ? warn(age + ", more than " + spoken(replica.limit()), remedy)
        : pass(age);
  }

  private Check applianceHost() {
    return check(
        health.applianceHost(),
        "ask the CloudStack administrator whether the appliance's host is up",
        (HostState host) -> {
          String what = "host " + host.name() + " is " + host.state() + " and " + host.allocation();
          return host.state().equals("Up") && host.allocation().equals("Enabled")
              ? pass(what)
              : warn(what, "mend the host, or move the appliance to another one");
        });
  }

  private Check account() {
    return check(
        health.owner(),
        "use the keys of the account that owns the appliance VM (ossea_configs)",
        (Owner owner) ->
            owner.ours()
                ? pass("the appliance and the keys belong to account " + owner.account())
                : warn(
                    "the appliance belongs to account "
                        + owner.account()
                        + ", the keys to another one",
                    "use keys of account " + owner.account() + " (ossea_configs)"));
  }

  private Check snapshots() {
    return check(
        health.snapshots(),
        "see that kvm.snapshot.enabled is true in CloudStack's global settings",
        (Boolean allowed) ->
            allowed
                ? pass(
                    "CloudStack makes snapshots of disks of running VMs;"
                        + " how many the account may have, and whether the storage can go back to one,"
                        + " it says only when it makes one: a failover looks before it goes on")
                : warn(
                    "CloudStack makes no snapshots of disks of running KVM VMs",
                    "set kvm.snapshot.enabled to true in CloudStack's global settings"));
  }

  private Check capacity() {
    String needed = seen.vm().cpus() + " CPUs and " + seen.vm().memoryMb() + " MB to spare";
    return check(
        health.room(),
        "ask the CloudStack administrator whether a host has " + needed,
        (Room room) -> {
          String what = room.fitting() + " of " + room.hosts() + " hosts have " + needed;
          return room.fitting() > 0
              ? pass(what)
              : warn(what, "make room on a host of the zone, or add one");
        });
  }

  private Check daemon() {
    return check(
        health.daemon(),
        "see that the Volume Daemon runs on the appliance",
        (String says) ->
            says.equals("healthy")
                ? pass("the Volume Daemon says that it is healthy")
                : warn(
                    "the Volume Daemon says that it is " + says,
                    "see its log on the appliance, and whether its database answers"));
  }

  private Check vma() {
    Power power = seen.source().power();
    if (power == Power.UNKNOWN || power == Power.NOT_ASKED) {
      String why = seen.source().note().isBlank() ? "it was not asked" : seen.source().note();
      return warn(
          "whether the VMA works is unknown: " + why,
          "see that the VMA runs, that its tunnel stands and that the vCenter login is right");
    }
    return pass("the VMA answered: " + seen.source().note());
  }

  private Check name() {
    String name = HostName.of(seen.vm().vmName());
    return check(
        health.namesakes(),
        "see in CloudStack whether a VM named " + name + " exists",
        (List<MachineId> others) ->
            others.isEmpty()
                ? pass("no other VM is named " + name)
                : warn(
                    "another VM is named " + name + ": " + joined(others),
                    "rename it, or expunge it when it is not needed:"
                        + " CloudStack refuses two VMs of one name in a network"));
  }

  private static String joined(List<MachineId> machines) {
    return machines.stream().map(MachineId::value).collect(Collectors.joining(", "));
  }

  private <T> Check check(Told<T> told, String remedy, Function<T, Check> known) {
    return told.known()
        ? known.apply(told.value())
        : warn("it is unknown: " + told.unknown(), remedy);
  }

  private Check pass(String reason) {
    return new Check(area.wire(), Result.PASS, reason, "");
  }

  private Check warn(String reason, String remedy) {
    return new Check(area.wire(), Result.WARN, reason, remedy);
  }

  /** In whole hours from two hours on, else in minutes. */
  private static String spoken(Duration time) {
    return time.toHours() >= 2 ? time.toHours() + " hours" : time.toMinutes() + " minutes";
  }
}
