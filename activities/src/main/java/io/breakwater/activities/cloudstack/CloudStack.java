package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What we need of the API of an Apache CloudStack (4.14 to 4.22).
 *
 * <p>Every call sends exactly one request (lists: one per page of 500). An empty answer means that
 * CloudStack said so in a well-formed answer; everything else throws {@link CloudStackException}.
 * Calls that change something return as soon as CloudStack took the job. Thread-safe.
 */
public interface CloudStack {

  /** Those of the VMs that CloudStack knows, Destroyed ones included. */
  List<CsMachine> machines(Collection<MachineId> ids);

  /** Every VM with exactly this host name. */
  List<CsMachine> machinesNamed(String name);

  /** Every VM whose name or display name contains the keyword. */
  List<CsMachine> machinesLike(String keyword);

  Optional<CsMachine> machine(MachineId id);

  /** Those of the VMs with exactly this host name that belong to the account of our keys. */
  List<CsMachine> ownMachinesNamed(String name);

  List<CsVolume> volumesOf(MachineId machine);

  Optional<CsVolume> volume(VolumeId id);

  /** Those of the volumes that CloudStack knows. */
  List<CsVolume> volumes(Collection<VolumeId> ids);

  List<CsSnapshot> snapshotsOf(VolumeId volume);

  Optional<CsSnapshot> snapshot(SnapshotId id);

  /** Every pending job that the account may see. */
  List<CsJob> pendingJobs();

  /** How a job ended; empty while it is pending. */
  Optional<JobEnd> job(String id);

  List<CsZone> zones();

  Optional<CsTemplate> template(String id);

  Optional<CsOffering> serviceOffering(String id);

  Optional<CsNetwork> network(NetworkId id);

  /** The version that CloudStack says it is, such as {@code 4.22.0.0}. */
  String version();

  /** Whether volumes of running KVM VMs may be snapshotted; empty where CloudStack does not say. */
  Optional<Boolean> snapshotsOfRunning();

  /** Whether the account of our keys may call this command. */
  boolean isOffered(String command);

  /**
   * Every host that runs VMs.
   *
   * @throws CloudStackException 432 for all but root admins
   */
  List<CsHost> hosts();

  /** Deploys with {@code startvm=false}. */
  Submitted deploy(Deploy deploy);

  String start(MachineId id);

  String stop(MachineId id, boolean forced);

  String destroy(MachineId id, boolean expunge);

  /** Expunges a Destroyed VM. */
  String expunge(MachineId id);

  /** Synchronous: when it returns the VM is Stopped. */
  void recover(MachineId id);

  /** Synchronous. CloudStack versions that do not know the guard ignore it silently: read back. */
  void deleteProtection(MachineId id, boolean on);

  /**
   * Attaches a volume.
   *
   * @param deviceId null lets CloudStack choose
   */
  String attach(VolumeId volume, MachineId machine, Integer deviceId);

  String detach(VolumeId volume);

  /** Synchronous. */
  void deleteVolume(VolumeId volume);

  Submitted createSnapshot(VolumeId volume, String name);

  String revertSnapshot(SnapshotId id);

  String deleteSnapshot(SnapshotId id);
}
