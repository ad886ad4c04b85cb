package io.breakwater.activities.await;

/** The attempt has to stop waiting. What it waited for goes on by itself. */
public final class StepStopped extends RuntimeException {
  /** Why. */
  public enum Cause {
    /** The operation asked for it. */
    CANCELLED,
    /** An operator paused or reset the activity; it will be started again. */
    PAUSED,
    /** The Temporal server does not know the attempt any more: timed out, or the workflow ended. */
    GONE,
    /** This worker shuts down; another one takes over. */
    SHUTDOWN
  }

  private static final long serialVersionUID = 1;

  private final Cause why;

  public StepStopped(Cause why) {
    super("stopped waiting: " + why);
    this.why = why;
  }

  public Cause why() {
    return why;
  }
}
