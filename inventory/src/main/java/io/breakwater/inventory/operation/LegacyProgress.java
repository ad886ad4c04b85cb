package io.breakwater.inventory.operation;

/** The percentages that the old system showed for a row of {@code failover_jobs} by its status. */
public final class LegacyProgress {
  private LegacyProgress() {}

  /** In percent. */
  public static double of(String status) {
    return switch (status) {
      case "pending", "failed" -> 0;
      case "validating" -> 10;
      case "snapshotting" -> 25;
      case "switching_volume" -> 75;
      case "powering_on" -> 90;
      case "completed", "cleanup", "cleanup_completed" -> 100;
      default -> 50;
    };
  }
}
