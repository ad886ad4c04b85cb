package io.breakwater.plan;

/**
 * Ids of steps that others than their plan know: people name them in decisions, the audit log keeps
 * them. Renaming one takes decisions back.
 */
public final class StepIds {
  public static final String SYNC_SOURCE = "sync-source";
  static final String INJECT_DRIVERS = "inject-drivers";

  private StepIds() {}
}
