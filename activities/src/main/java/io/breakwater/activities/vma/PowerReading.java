package io.breakwater.activities.vma;

import java.time.Instant;

/**
 * The power state as read by itself.
 *
 * @param lastChange by vCenter's clock; null when the VMA sends none that can be read
 */
public record PowerReading(PowerState state, ToolsStatus tools, Instant lastChange) {
  /** Whether the VM is known to be off. */
  public boolean isOff() {
    return state == PowerState.OFF;
  }

  /** For people. */
  public String describe() {
    return state + (lastChange == null ? "" : " since " + lastChange);
  }
}
