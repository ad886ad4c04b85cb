package io.breakwater.activities.cloudstack;

import io.breakwater.plan.MachineSpec;
import io.breakwater.plan.MachineSpec.Firmware;
import java.util.Locale;
import java.util.Map;

/**
 * What to deploy, never started.
 *
 * @param customized whether the offering takes cpuNumber and memory
 * @param details our marks and what else is stored with the VM
 */
public record Deploy(MachineSpec spec, boolean customized, Map<String, String> details) {
  public Deploy {
    details = Map.copyOf(details);
  }

  /** {@code boottype}, which CloudStack 4.14 to 4.22 take; null leaves its default. */
  String bootType() {
    return isUefi() ? "UEFI" : null;
  }

  /** {@code bootmode}; CloudStack 4.22 reads it for UEFI only. */
  String bootMode() {
    return isUefi() ? (spec.firmware() == Firmware.UEFI_SECURE ? "SECURE" : "LEGACY") : null;
  }

  private boolean isUefi() {
    return spec.firmware() == Firmware.UEFI_LEGACY || spec.firmware() == Firmware.UEFI_SECURE;
  }

  /** Whether this is what CloudStack would not have. */
  boolean isFirmwareRefusal(CloudStackException refusal) {
    String text = refusal.reason().toLowerCase(Locale.ROOT);
    return isUefi() && (text.contains("boot") || text.contains("uefi"));
  }
}
