package io.breakwater.activities.volumedaemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;

/**
 * The daemon's row for a volume it believes attached.
 *
 * @param machine the VM it believes the volume is on
 * @param devicePath the by-id path on the appliance, or a placeholder {@code remote-vm-…}
 * @param onAppliance whether the daemon attached it to the appliance (mode {@code oma}). When its
 *     own database read fails the daemon records an appliance's disk as a foreign one, so this may
 *     be false where CloudStack says the appliance
 */
public record DaemonMapping(
    VolumeId volume, MachineId machine, String devicePath, boolean onAppliance) {

  static DaemonMapping read(JsonNode json) {
    return new DaemonMapping(
        new VolumeId(json.path("volume_uuid").asText("")),
        new MachineId(json.path("vm_id").asText("")),
        json.path("device_path").asText(""),
        json.path("operation_mode").asText("").equals("oma"));
  }
}
