package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskWrite;
import io.breakwater.simulator.journal.JournalEntry;

/**
 * Watches the simulated cloud. Every method is called while the cloud stands still, right before
 * the thing happens; none may change anything.
 */
public interface CloudObserver {

  /** A mutating request was accepted as genuine and is about to be looked at. */
  default void beforeCall(JournalEntry call, CloudView cloud) {}

  /**
   * A volume is about to be destroyed, by a call or by the expunge delay ({@code call} is null).
   */
  default void beforeVolumeIsGone(String volumeId, String why, CloudView cloud) {}

  /** A volume was just attached to a VM. */
  default void attached(String volumeId, String vmId, CloudView cloud) {}

  /** Somebody is about to write to a disk. */
  default void beforeWrite(String volumeId, DiskWrite write, CloudView cloud) {}

  /** The job that this request started just ended. */
  default void jobEnded(JournalEntry start, CloudView cloud) {}
}
