package io.breakwater.operation;

/** What a live failover does when driver injection fails. */
public enum InjectionPolicy {
  /** Revert the OS disk and boot it without drivers. */
  BOOT_WITHOUT_DRIVERS,
  /** Fail the step, so that the failure policy decides. */
  FAIL
}
