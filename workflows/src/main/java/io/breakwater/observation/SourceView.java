package io.breakwater.observation;

import io.breakwater.vm.OperationId;

/**
 * The source VM in vCenter, as far as a plan needs it. It is asked after only for goals that depend
 * on it: a test failover and a cleanup work while the source site is gone.
 *
 * @param power read now; {@link Power#NOT_ASKED} for goals that do not depend on it
 * @param note what the VMA answered, or why it could not be asked; never null
 * @param syncedBy the operation whose final sync is the newest one of this VM; null when none was
 * @param onSinceSync whether the source is seen on, or was, since that sync
 */
public record SourceView(Power power, String note, OperationId syncedBy, boolean onSinceSync) {
  public SourceView {
    power = power == null ? Power.NOT_ASKED : power;
    note = note == null ? "" : note;
  }

  /** Nobody asked. */
  public static SourceView notAsked() {
    return new SourceView(Power.NOT_ASKED, "", null, false);
  }

  /** A source VM's power state. */
  public enum Power {
    ON,
    OFF,
    SUSPENDED,
    /** The VMA or vCenter could not tell. It may be on. */
    UNKNOWN,
    NOT_ASKED
  }
}
