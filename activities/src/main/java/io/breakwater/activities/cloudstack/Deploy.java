package io.breakwater.activities.cloudstack;

import io.breakwater.plan.MachineSpec;
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
}
