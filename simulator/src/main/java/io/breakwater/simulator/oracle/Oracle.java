package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudObserver;
import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.disk.DiskWrite;
import io.breakwater.simulator.journal.JournalEntry;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Records a {@link Violation} whenever a call to the simulated cloud would break an invariant,
 * whether or not CloudStack lets it through, and whenever one is broken without a call.
 */
public final class Oracle implements CloudObserver {

  private final Clock clock;
  private final List<Violation> violations = new CopyOnWriteArrayList<>();
  private final Set<String> committed = ConcurrentHashMap.newKeySet();
  private final Set<String> formerDestinations = ConcurrentHashMap.newKeySet();
  private volatile Predicate<String> sourceRuns = context -> false;
  private final VolumeRules volumeRules = new VolumeRules(this);
  private final VmRules vmRules = new VmRules(this);
  private final SnapshotRules snapshotRules = new SnapshotRules(this);
  private final DiskRules diskRules = new DiskRules(this);

  public Oracle(Clock clock) {
    this.clock = clock;
  }

  /** What went wrong so far, oldest first. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Forgets what went wrong so far. */
  public void clear() {
    violations.clear();
  }

  /**
   * Says that a person committed the live failover of this context: from now on its disks belong to
   * their new machine, which may lose its delete protection, and their snapshots may be deleted.
   */
  public void commit(String contextId) {
    committed.add(contextId);
  }

  /**
   * Says that the old system deployed this VM, which therefore bears no mark but may be destroyed.
   */
  public void formerDestination(String vmId) {
    formerDestinations.add(vmId);
  }

  /**
   * Says how to find out whether the source of a context runs, as far as anybody could see it: not
   * while its VMA is away.
   */
  public void watchSources(Predicate<String> runs) {
    sourceRuns = runs;
  }

  /** The source of this context was powered on just now. */
  public void sourcePoweredOn(String contextId, CloudView cloud) {
    vmRules.sourcePoweredOn(contextId, cloud);
  }

  boolean sourceRuns(String contextId) {
    return sourceRuns.test(contextId);
  }

  boolean isCommitted(String contextId) {
    return committed.contains(contextId);
  }

  boolean isFormerDestination(String vmId) {
    return formerDestinations.contains(vmId);
  }

  void violated(int invariant, JournalEntry call, String text) {
    violations.add(new Violation(invariant, text, clock.instant(), call));
  }

  @Override
  public void beforeCall(JournalEntry call, CloudView cloud) {
    switch (call.command()) {
      case "deleteVolume" -> volumeRules.delete(call, cloud);
      case "attachVolume" -> volumeRules.attach(call, cloud);
      case "detachVolume" -> volumeRules.detach(call, cloud);
      case "destroyVirtualMachine", "expungeVirtualMachine" -> vmRules.destroy(call, cloud);
      case "updateVirtualMachine" -> vmRules.update(call, cloud);
      case "startVirtualMachine" -> vmRules.start(call, cloud);
      case "deployVirtualMachine" -> vmRules.deploy(call, cloud);
      case "createSnapshot" -> snapshotRules.create(call, cloud);
      case "revertSnapshot" -> snapshotRules.revert(call, cloud);
      case "deleteSnapshot" -> snapshotRules.delete(call, cloud);
      default -> {}
    }
  }

  @Override
  public void beforeVolumeIsGone(String volumeId, String why, CloudView cloud) {
    volumeRules.gone(volumeId, why, cloud);
  }

  @Override
  public void attached(String volumeId, String vmId, CloudView cloud) {
    volumeRules.attached(volumeId, vmId, cloud);
  }

  @Override
  public void beforeWrite(String volumeId, DiskWrite write, CloudView cloud) {
    diskRules.write(volumeId, write, cloud);
  }
}
