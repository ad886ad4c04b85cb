package io.breakwater.plan;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.breakwater.observation.Baseline;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.SnapshotId;
import java.util.List;

/**
 * One thing to do, as data. The record's simple name is the activity type and the name in the
 * workflow history: renaming one breaks running operations.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Step.HoldReplication.class, name = "HoldReplication"),
  @JsonSubTypes.Type(value = Step.FlushDevices.class, name = "FlushDevices"),
  @JsonSubTypes.Type(value = Step.TakeSnapshot.class, name = "TakeSnapshot"),
  @JsonSubTypes.Type(value = Step.InjectDrivers.class, name = "InjectDrivers"),
  @JsonSubTypes.Type(value = Step.CreateMachine.class, name = "CreateMachine"),
  @JsonSubTypes.Type(value = Step.DetachTemplateRoot.class, name = "DetachTemplateRoot"),
  @JsonSubTypes.Type(value = Step.DeleteTemplateRoot.class, name = "DeleteTemplateRoot"),
  @JsonSubTypes.Type(value = Step.ProtectMachine.class, name = "ProtectMachine"),
  @JsonSubTypes.Type(value = Step.DetachFromAppliance.class, name = "DetachFromAppliance"),
  @JsonSubTypes.Type(value = Step.AttachAsRoot.class, name = "AttachAsRoot"),
  @JsonSubTypes.Type(value = Step.AttachData.class, name = "AttachData"),
  @JsonSubTypes.Type(value = Step.StartMachine.class, name = "StartMachine"),
  @JsonSubTypes.Type(value = Step.CheckMachine.class, name = "CheckMachine"),
  @JsonSubTypes.Type(value = Step.RecordFailedOver.class, name = "RecordFailedOver"),
  @JsonSubTypes.Type(value = Step.RecoverMachine.class, name = "RecoverMachine"),
  @JsonSubTypes.Type(value = Step.StopMachine.class, name = "StopMachine"),
  @JsonSubTypes.Type(value = Step.DetachFromMachine.class, name = "DetachFromMachine"),
  @JsonSubTypes.Type(value = Step.RevertSnapshot.class, name = "RevertSnapshot"),
  @JsonSubTypes.Type(value = Step.DeleteSnapshot.class, name = "DeleteSnapshot"),
  @JsonSubTypes.Type(value = Step.AttachToAppliance.class, name = "AttachToAppliance"),
  @JsonSubTypes.Type(value = Step.UnprotectMachine.class, name = "UnprotectMachine"),
  @JsonSubTypes.Type(value = Step.DestroyMachine.class, name = "DestroyMachine"),
  @JsonSubTypes.Type(value = Step.RecordReady.class, name = "RecordReady"),
  @JsonSubTypes.Type(value = Step.PowerOffSource.class, name = "PowerOffSource"),
  @JsonSubTypes.Type(value = Step.SyncSource.class, name = "SyncSource"),
  @JsonSubTypes.Type(value = Step.PowerOnSource.class, name = "PowerOnSource"),
  @JsonSubTypes.Type(value = Step.CheckGuest.class, name = "CheckGuest"),
  @JsonSubTypes.Type(value = Step.ReleaseMachine.class, name = "ReleaseMachine"),
  @JsonSubTypes.Type(value = Step.RecordCommitted.class, name = "RecordCommitted"),
  @JsonSubTypes.Type(value = Step.CloseReplication.class, name = "CloseReplication"),
})
public sealed interface Step {

  /** The activity type that carries it out. */
  default String type() {
    return getClass().getSimpleName();
  }

  /**
   * Whether its job runs on the appliance, where CloudStack runs one at a time: it takes a turn
   * before it submits.
   */
  default boolean takesTurn() {
    return this instanceof TakeSnapshot
        || this instanceof DetachFromAppliance
        || this instanceof AttachToAppliance;
  }

  /** Whether a person may leave it out: the goal is reached and every invariant holds without. */
  @JsonIgnore
  default boolean isOptional() {
    return this instanceof InjectDrivers
        || this instanceof SyncSource
        || this instanceof CheckMachine
        || this instanceof CheckGuest
        || this instanceof PowerOnSource;
  }

  /** Sets the context so that the old scheduler starts no replication; refuses while one runs. */
  record HoldReplication() implements Step {}

  /**
   * Flushes the appliance's device of every disk, so that snapshots hold what the replication
   * wrote.
   */
  record FlushDevices(List<DiskRef> disks) implements Step {
    public FlushDevices {
      disks = List.copyOf(disks);
    }
  }

  /**
   * Takes a snapshot and records its id together with the baseline.
   *
   * @param name unique for operation and disk, so that a lost answer can be looked for again
   * @param baseline what the replica holds; null when a final sync of the same plan decides it, so
   *     that it is read right before the snapshot
   */
  record TakeSnapshot(DiskRef disk, String name, Baseline baseline) implements Step, DiskStep {}

  /** Marks the disk dirty, then makes its guest bootable on KVM, on the appliance's device. */
  record InjectDrivers(DiskRef disk) implements Step, DiskStep {}

  /**
   * Deploys the destination, not started, with the operation's mark, and records its ROOT volume.
   */
  record CreateMachine(MachineSpec spec) implements Step {}

  /** Detaches the recorded template ROOT of a stopped machine. */
  record DetachTemplateRoot(MachineRef machine) implements Step {}

  /** Deletes the recorded template ROOT, and only that one. */
  record DeleteTemplateRoot(MachineRef machine) implements Step {}

  /** Switches delete protection on and reads it back. */
  record ProtectMachine(MachineRef machine) implements Step {}

  /** Detaches a disk from the appliance through the daemon. */
  record DetachFromAppliance(DiskRef disk, MachineId appliance) implements Step, DiskStep {}

  /** Attaches the OS disk at device 0 through the daemon. */
  record AttachAsRoot(DiskRef disk, MachineRef machine) implements Step, DiskStep {}

  /**
   * Attaches a data disk through the daemon; CloudStack's answer counts when the daemon cannot map
   * it.
   */
  record AttachData(DiskRef disk, MachineRef machine) implements Step, DiskStep {}

  /** Marks every disk dirty, then starts the machine; what the source has to be is read first. */
  record StartMachine(MachineRef machine, List<DiskRef> disks, SourceRule source) implements Step {
    public StartMachine {
      disks = List.copyOf(disks);
      source = source == null ? SourceRule.ANY : source;
    }

    /** What is asked of the source at the very moment of the start. */
    public enum SourceRule {
      /** A test: the source may run. */
      ANY,
      /** Live: seen off, and not on since the final sync. */
      OFF,
      /** Live, with the source site declared lost: not seen on. */
      NOT_SEEN_ON;

      /** Whether the destination takes the source's place. */
      public boolean isLive() {
        return this != ANY;
      }
    }
  }

  /** Checks that the machine is Running with an address on its networks. */
  record CheckMachine(MachineRef machine) implements Step {}

  /** Records that the destination is up: context, failover job. */
  record RecordFailedOver(MachineRef machine, boolean live) implements Step {}

  /** Recovers a Destroyed machine before its expunge delay takes the disk at device 0 along. */
  record RecoverMachine(MachineRef machine) implements Step {}

  /** Stops the machine, forced when it does not stop by itself. */
  record StopMachine(MachineRef machine) implements Step {}

  /** Detaches a disk from a stopped machine through the daemon. */
  record DetachFromMachine(DiskRef disk, MachineRef machine) implements Step, DiskStep {}

  /** Reverts a detached disk to its snapshot and, once verified, marks it clean. */
  record RevertSnapshot(DiskRef disk, SnapshotId snapshot, Baseline baseline)
      implements Step, DiskStep {}

  /** Deletes a snapshot. */
  record DeleteSnapshot(DiskRef disk, SnapshotId snapshot, Reason reason)
      implements Step, DiskStep {
    /** What makes the delete safe. */
    public enum Reason {
      /** Every disk of the set is clean. */
      SET_CLEAN,
      /** The snapshot is in Error and holds nothing. */
      ERROR,
      /** Another snapshot of the same name is the recorded one. */
      DUPLICATE,
      /** The live failover is made final: there is no way back any more. */
      COMMIT
    }
  }

  /**
   * Attaches a disk to the appliance through the daemon and reads mapping and device link back.
   *
   * @param mappingExpected false when a stale row of the daemon is known to be in the way; the row
   *     goes with the detach that follows
   */
  record AttachToAppliance(DiskRef disk, MachineId appliance, boolean mappingExpected)
      implements Step, DiskStep {}

  /** Lifts delete protection, only when no protected volume is left on the machine. */
  record UnprotectMachine(MachineRef machine) implements Step {}

  /** Destroys and expunges a machine that holds nothing but its recorded template ROOT. */
  record DestroyMachine(MachineRef machine) implements Step {}

  /** Records that the VM is ready for failover again: context, snapshots, failover job. */
  record RecordReady() implements Step {}

  /** Powers the source off, gracefully at first, and reads its power state back. */
  record PowerOffSource() implements Step {}

  /** Replicates once more from the source that is off: the replica then holds all it wrote. */
  record SyncSource() implements Step {}

  /** Powers the source on, only while no destination runs. */
  record PowerOnSource() implements Step {}

  /** Tries one check against the running destination. */
  record CheckGuest(MachineRef machine, BootCheck check) implements Step {}

  /** Lifts delete protection of a destination that is kept with its disks. */
  record ReleaseMachine(MachineRef machine) implements Step {}

  /** Records that a live failover is final: context, failover job, committed volumes. */
  record RecordCommitted(MachineRef machine) implements Step {}

  /**
   * Closes a replication job that nothing runs any more, so that the books agree with it. Looks
   * again before it does.
   */
  record CloseReplication(String job) implements Step {}
}
