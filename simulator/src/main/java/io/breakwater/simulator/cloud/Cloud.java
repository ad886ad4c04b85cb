package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import io.breakwater.simulator.disk.DiskWrite;
import io.breakwater.simulator.journal.Journal;
import io.breakwater.simulator.journal.JournalEntry;
import io.breakwater.simulator.time.Durations;
import io.breakwater.simulator.time.SimulatedTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** What the command handlers share: the state and its lock, time, jobs and those who watch. */
final class Cloud {

  /** Settings that do not change while the cloud runs. */
  record Settings(Duration expungeDelay, boolean knowsDeleteProtection) {}

  private final Object lock = new Object();
  private final CloudState state;
  private final SimulatedTime time;
  private final Durations durations;
  private final Journal journal;
  private final Settings settings;
  private final Holds holds = new Holds();
  private final Jobs jobs;
  private final CloudView view;
  private final List<CloudObserver> observers = new CopyOnWriteArrayList<>();
  private volatile Runnable restart = () -> {};
  private final AtomicLong version = new AtomicLong();

  Cloud(
      CloudState state,
      SimulatedTime time,
      Durations durations,
      Journal journal,
      Settings settings) {
    this.state = state;
    this.time = time;
    this.durations = durations;
    this.journal = journal;
    this.settings = settings;
    this.jobs = new Jobs(this);
    this.view = new LiveView(this);
  }

  Object lock() {
    return lock;
  }

  CloudState state() {
    return state;
  }

  SimulatedTime time() {
    return time;
  }

  Durations durations() {
    return durations;
  }

  Journal journal() {
    return journal;
  }

  Settings settings() {
    return settings;
  }

  Jobs jobs() {
    return jobs;
  }

  Holds holds() {
    return holds;
  }

  CloudView view() {
    return view;
  }

  void observe(CloudObserver observer) {
    observers.add(observer);
  }

  void beforeCall(JournalEntry call) {
    observers.forEach(observer -> observer.beforeCall(call, view));
  }

  void jobEnded(String jobId) {
    journal
        .startOf(jobId)
        .ifPresent(start -> observers.forEach(observer -> observer.jobEnded(start, view)));
  }

  void attached(Volume volume) {
    observers.forEach(observer -> observer.attached(volume.id, volume.vmId, view));
  }

  /** Runs the action later, with the lock held. */
  void later(Duration simulated, Runnable action) {
    time.after(
        simulated,
        () -> {
          synchronized (lock) {
            action.run();
          }
        });
  }

  /** What a restart of the management server means here; set by the process around it. */
  void onRestart(Runnable action) {
    restart = action;
  }

  void restart() {
    restart.run();
  }

  /** Counts changes of the state, so that a saver knows when to save. */
  void changed() {
    version.incrementAndGet();
  }

  long version() {
    return version.get();
  }

  void write(String volumeId, String writer, String text, boolean complete) {
    DiskWrite write = new DiskWrite(writer, text, time.now(), complete);
    observers.forEach(observer -> observer.beforeWrite(volumeId, write, view));
    state.disks.put(volumeId, state.disk(volumeId).with(write));
    changed();
  }

  void restore(String volumeId, DiskContents contents) {
    state.disks.put(volumeId, contents);
    changed();
  }

  /** The guest system of a running VM touches each of its disks; the appliance only serves them. */
  void guestWrites(Vm vm, String text) {
    if (vm.id.equals(state.applianceId)) {
      return;
    }
    List<Volume> disks = state.volumesOf(vm.id).toList();
    disks.forEach(volume -> write(volume.id, DiskWrite.guest(vm.id), text, true));
  }

  /** Removes a volume for good. */
  void destroy(Volume volume, String why) {
    observers.forEach(observer -> observer.beforeVolumeIsGone(volume.id, why, view));
    volume.removed = true;
    volume.vmId = null;
    volume.deviceId = null;
    changed();
  }

  /**
   * Removes a VM for good, with whatever is its ROOT at that moment; data disks survive detached.
   */
  void expunge(Vm vm) {
    for (Volume volume : state.volumesOf(vm.id).toList()) {
      if (volume.type.equals(Volume.ROOT)) {
        destroy(volume, "expunge of VM " + vm.id + " (" + vm.name + ")");
      } else {
        release(volume);
      }
    }
    vm.removed = true;
    vm.changeState("Expunging", time.now());
    changed();
  }

  /** Takes a volume off its VM. Off device 0 it becomes a DATADISK. */
  void release(Volume volume) {
    volume.vmId = null;
    volume.deviceId = null;
    volume.attachedAt = null;
    volume.type = Volume.DATADISK;
    changed();
  }

  /** Expunges the VM when the expunge delay has passed, unless it was recovered meanwhile. */
  void expungeLater(Vm vm) {
    var destroyedAt = vm.destroyedAt;
    later(
        settings.expungeDelay(),
        () -> {
          if (!vm.removed && vm.is("Destroyed") && destroyedAt.equals(vm.destroyedAt)) {
            expunge(vm);
          }
        });
  }
}
