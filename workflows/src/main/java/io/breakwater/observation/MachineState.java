package io.breakwater.observation;

/** The states of a CloudStack VM that matter to a plan. */
public enum MachineState {
  RUNNING,
  STOPPED,
  STARTING,
  STOPPING,
  MIGRATING,
  /** A failed deploy left it; only an expunge removes it. */
  ERROR,
  /**
   * Destroyed but not expunged: a disk at device 0 dies with it when the expunge delay runs out.
   */
  DESTROYED,
  EXPUNGING,
  /** CloudStack does not list it. */
  ABSENT,
  /** A state this version does not know. */
  OTHER;

  /** Whether CloudStack is moving it to another state by itself. */
  public boolean isInTransition() {
    return this == STARTING || this == STOPPING || this == MIGRATING || this == EXPUNGING;
  }
}
