package io.breakwater.e2e.sweep;

import java.util.Locale;

/** One thing that happens to a VM in a story. */
sealed interface Act {
  /**
   * An operation is run.
   *
   * @param fault what goes wrong; null when nothing does
   * @param call at which of the calls that the fault concerns
   */
  record Operate(Flow flow, FaultType fault, int call) implements Act {
    @Override
    public String toString() {
      return flow.title() + (fault == null ? "" : " with " + fault + " at call " + call);
    }
  }

  /** A person does something in CloudStack; nothing when it does not apply. */
  enum Hand implements Act {
    STOPS_THE_MACHINE,
    STARTS_THE_MACHINE,
    TAKES_THE_DATA_DISK_OFF,
    TAKES_THE_OS_DISK_OFF,
    BRINGS_THE_DATA_DISK_HOME,
    DESTROYS_THE_MACHINE;

    @Override
    public String toString() {
      return "a person " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
