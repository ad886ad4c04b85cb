package io.breakwater.observation;

import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.List;

/**
 * What else matters to whoever thinks of a failover. No plan depends on it, and it is asked for
 * only when somebody looks, never by an operation.
 *
 * @param replication how old the replica is
 * @param owner who owns the appliance VM, and with it the replicated disks
 * @param snapshots whether this CloudStack makes snapshots of disks of running KVM VMs
 * @param room whether a host could take the destination
 * @param applianceHost what CloudStack says of the host on which the appliance runs
 * @param daemon what the Volume Daemon says of itself, {@code healthy} when it is
 * @param namesakes VMs, other than this VM's destinations, that have the name which a live
 *     destination would get
 */
public record HealthView(
    Freshness replication,
    Told<Owner> owner,
    Told<Boolean> snapshots,
    Told<Room> room,
    Told<HostState> applianceHost,
    Told<String> daemon,
    Told<List<MachineId>> namesakes) {

  public HealthView {
    replication = replication == null ? new Freshness(null, null) : replication;
    owner = owner == null ? Told.unknown("") : owner;
    snapshots = snapshots == null ? Told.unknown("") : snapshots;
    room = room == null ? Told.unknown("") : room;
    applianceHost = applianceHost == null ? Told.unknown("") : applianceHost;
    daemon = daemon == null ? Told.unknown("") : daemon;
    namesakes = namesakes == null ? Told.unknown("") : namesakes;
  }

  /** Nobody asked. */
  public static HealthView notAsked() {
    return new HealthView(null, null, null, null, null, null, null);
  }

  /**
   * How old the replica is.
   *
   * @param age since the last replication completed; null when that is not known
   * @param limit from which age on it counts as old; null when that is not known
   */
  public record Freshness(Duration age, Duration limit) {}

  /**
   * Who owns a VM.
   *
   * @param ours whether it belongs to the account whose keys we use
   * @param account its account's name
   */
  public record Owner(boolean ours, String account) {}

  /**
   * Room for the destination. CloudStack's allocator looks at more: tags, dedication, storage.
   *
   * @param hosts how many hosts are up and take VMs
   * @param fitting how many of them have the CPUs, and the memory to spare
   */
  public record Room(int hosts, int fitting) {}

  /**
   * A host's state.
   *
   * @param state CloudStack's word, such as {@code Up}
   * @param allocation whether it takes VMs, such as {@code Enabled}
   */
  public record HostState(String name, String state, String allocation) {}
}
