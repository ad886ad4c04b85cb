package io.breakwater.plan;

/** What a step is about, so that people see side by side what happens side by side. */
public final class Lanes {
  /** The lane of everything that is about no single disk. */
  public static final String VM = "vm";

  private Lanes() {}

  /** The id of the disk that the step is about, or {@link #VM}. */
  public static String of(Step step) {
    DiskRef disk = diskOf(step);
    return disk == null ? VM : disk.disk().value();
  }

  private static DiskRef diskOf(Step step) {
    if (step instanceof Step.TakeSnapshot take) {
      return take.disk();
    }
    if (step instanceof Step.InjectDrivers inject) {
      return inject.disk();
    }
    if (step instanceof Step.RevertSnapshot revert) {
      return revert.disk();
    }
    if (step instanceof Step.DeleteSnapshot delete) {
      return delete.disk();
    }
    return movedDisk(step);
  }

  private static DiskRef movedDisk(Step step) {
    if (step instanceof Step.DetachFromAppliance detach) {
      return detach.disk();
    }
    if (step instanceof Step.AttachAsRoot attach) {
      return attach.disk();
    }
    if (step instanceof Step.AttachData attach) {
      return attach.disk();
    }
    if (step instanceof Step.DetachFromMachine detach) {
      return detach.disk();
    }
    return step instanceof Step.AttachToAppliance attach ? attach.disk() : null;
  }
}
