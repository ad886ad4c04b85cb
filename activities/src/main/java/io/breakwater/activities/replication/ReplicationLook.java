package io.breakwater.activities.replication;

import io.breakwater.activities.guest.DeviceUser;
import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.vma.Transfer;
import io.breakwater.activities.vma.Vma;
import io.breakwater.activities.vma.VmaException;
import io.breakwater.activities.volumedaemon.DaemonMapping;
import io.breakwater.activities.volumedaemon.DeviceLinks;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.ReplicationView.Life;
import io.breakwater.observation.ReplicationView.Look;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.VolumeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells whether a replication job that the books call active is at work. An OMA that dies leaves
 * its jobs so for ever.
 *
 * <p>A job is dead when its row has not moved for long, the appliance serves no disk of the VM to
 * anybody, and the VMA, which runs every replication, does not know it as running. Thread-safe.
 */
public final class ReplicationLook {
  private static final String EXPORT = "migration-vol-";

  private final Inventory inventory;
  private final VolumeDaemon daemon;
  private final DeviceLinks links = DeviceLinks.onThisHost();
  private final Function<String, DeviceUsers.Look> users;
  private final Vma vma;
  private final Duration lostAfter;

  /**
   * A look.
   *
   * @param users who works on a device of the appliance
   * @param lostAfter how long a job's row may stand still while it runs
   */
  public ReplicationLook(
      Inventory inventory,
      VolumeDaemon daemon,
      Function<String, DeviceUsers.Look> users,
      Vma vma,
      Duration lostAfter) {
    this.inventory = inventory;
    this.daemon = daemon;
    this.users = users;
    this.vma = vma;
    this.lostAfter = lostAfter;
  }

  /** What the books say, and of a job that they call active what is found besides. */
  public ReplicationView of(ContextId context) {
    ReplicationView view = inventory.replications().of(context);
    return view.activeJob() == null ? view : view.with(look(context, view.activeJob()));
  }

  Duration lostAfter() {
    return lostAfter;
  }

  private Look look(ContextId context, String job) {
    Optional<Duration> still = inventory.replicationJobs().stillFor(job);
    if (still.isEmpty()) {
      return new Look(Life.AT_WORK, "its row does not say when it moved last");
    }
    if (still.get().compareTo(lostAfter) < 0) {
      return new Look(Life.AT_WORK, "it moved " + still.get().toSeconds() + " s ago");
    }
    List<VolumeId> volumes =
        inventory.disks().of(context).stream()
            .map(DiskRow::volume)
            .filter(Objects::nonNull)
            .toList();
    return look(job, "it has not moved for " + still.get().toMinutes() + " min", volumes);
  }

  private Look look(String job, String stillFor, List<VolumeId> volumes) {
    boolean complete = true;
    for (VolumeId volume : volumes) {
      Optional<String> device =
          daemon.mapping(volume).map(DaemonMapping::devicePath).filter(links::present);
      if (device.isPresent()) {
        DeviceUsers.Look look = users.apply(device.get());
        Optional<DeviceUser> server =
            look.users().stream().filter(DeviceUser::replication).findFirst();
        if (server.isPresent()) {
          return new Look(
              Life.AT_WORK, server.get().describe() + " serves volume " + volume + " just now");
        }
        complete &= look.complete();
      }
    }
    return ask(job, stillFor, volumes, complete);
  }

  private Look ask(String job, String stillFor, List<VolumeId> volumes, boolean complete) {
    List<String> names = new ArrayList<>(List.of(job));
    volumes.forEach(volume -> names.add(EXPORT + volume));
    try {
      for (String name : names) {
        if (vma.transfer(name) == Transfer.RUNNING) {
          return new Look(Life.AT_WORK, stillFor + ", but the VMA says that " + name + " runs");
        }
      }
      return new Look(Life.DEAD, stillFor + ", and the VMA does not run it");
    } catch (VmaException e) {
      String silent = stillFor + ", and whether it runs cannot be told: " + e.getMessage();
      return complete
          ? new Look(Life.UNKNOWN, silent)
          : new Look(
              Life.AT_WORK,
              silent + " Nor may this worker see who has the disks open: it is not root.");
    }
  }
}
