package io.breakwater.simulator.daemon;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Something that goes wrong inside an operation, after it was accepted with 201. */
public final class DaemonFault {

  /** What goes wrong. */
  public enum Kind {
    /** The operation fails before CloudStack is called. */
    FAIL_BEFORE_EFFECT,
    /** CloudStack did its part; the operation fails before any row is written. */
    FAIL_AFTER_EFFECT,
    /** CloudStack attached the disk to the appliance, but its device link never shows up. */
    DEVICE_MISSING,
    /** The operation stays executing for ever after CloudStack did its part. */
    STALL_AFTER_EFFECT,
    /** The operation stays executing for ever and CloudStack is never called. */
    STALL_BEFORE_EFFECT,
    /** The operation waits for the delay before CloudStack is called, then goes on. */
    SLOW
  }

  private final Kind kind;
  private final String operationType;
  private final String volumeId;
  private final Duration delay;
  private final AtomicInteger left;

  private DaemonFault(Kind kind, String operationType, String volumeId, Duration delay, int times) {
    this.kind = kind;
    this.operationType = operationType;
    this.volumeId = volumeId;
    this.delay = delay;
    this.left = new AtomicInteger(times);
  }

  /**
   * Hits the next {@code times} operations of a type (attach, detach, delete, create) on any
   * volume.
   */
  public static DaemonFault on(Kind kind, String operationType, int times) {
    return new DaemonFault(kind, operationType, null, Duration.ZERO, times);
  }

  /** Hits the next {@code times} operations of a type on one volume. */
  public static DaemonFault onVolume(Kind kind, String operationType, String volumeId, int times) {
    return new DaemonFault(kind, operationType, volumeId, Duration.ZERO, times);
  }

  /** Delays the next {@code times} operations of a type, in the real system's time. */
  public static DaemonFault slow(String operationType, Duration delay, int times) {
    return new DaemonFault(Kind.SLOW, operationType, null, delay, times);
  }

  /** Whether it hit as many operations as it is for; one that stalls stands still by then. */
  public boolean isSpent() {
    return left.get() == 0;
  }

  Duration delay() {
    return delay;
  }

  boolean strikes(Kind asked, Operation operation) {
    return kind == asked
        && operationType.equals(operation.type())
        && (volumeId == null || volumeId.equals(operation.volumeId()))
        && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }
}
