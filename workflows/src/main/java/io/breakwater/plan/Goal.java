package io.breakwater.plan;

/** The states an operation can bring a VM to. */
public enum Goal {
  /**
   * Every disk clean, on the appliance, mapped and linked; no destination VM, no snapshot of ours.
   */
  READY("ready for failover"),
  /** A test destination runs on the disks, on test networks only; the source was not touched. */
  FAILED_OVER_TEST("running as a test"),
  /** The source is off and a live destination of its name runs on the disks. */
  FAILED_OVER_LIVE("failed over"),
  /**
   * A live failover is final: snapshots gone, protection lifted, disks out of the appliance's life
   * cycle.
   */
  COMMITTED("failed over for good");

  private final String words;

  Goal(String words) {
    this.words = words;
  }

  /** What the VM is then, for people: "ready for failover". */
  public String words() {
    return words;
  }
}
