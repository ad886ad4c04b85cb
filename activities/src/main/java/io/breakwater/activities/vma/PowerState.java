package io.breakwater.activities.vma;

/** What vCenter says of a VM's power. */
public enum PowerState {
  ON,
  OFF,
  /** Its memory is kept; it may go on at any time. */
  SUSPENDED,
  /** None of these; never to be taken for off. */
  UNKNOWN;

  static PowerState of(String text) {
    return switch (text) {
      case "poweredOn" -> ON;
      case "poweredOff" -> OFF;
      case "suspended" -> SUSPENDED;
      default -> UNKNOWN;
    };
  }
}
