package io.breakwater.activities.observation;

import io.breakwater.activities.volumedaemon.DaemonMapping;
import io.breakwater.observation.Mapping;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.VolumeId;
import java.util.List;
import java.util.Optional;

/**
 * The daemon's rows. Its lookup answers 404 for every error, so a missing row counts only after a
 * list, which the daemon answers properly or not at all, does not name the volume either.
 */
final class Mappings {
  private final Systems systems;
  private final MachineId appliance;

  Mappings(Systems systems, MachineId appliance) {
    this.systems = systems;
    this.appliance = appliance;
  }

  Optional<DaemonMapping> of(VolumeId volume) {
    Optional<DaemonMapping> mapping = systems.daemon().mapping(volume);
    if (mapping.isPresent()) {
      return mapping;
    }
    List<VolumeId> listed = systems.daemon().volumesOn(appliance);
    return listed.contains(volume) ? systems.daemon().mapping(volume) : Optional.empty();
  }

  Mapping view(Optional<DaemonMapping> mapping) {
    if (mapping.isEmpty()) {
      return Mapping.none();
    }
    DaemonMapping m = mapping.get();
    return m.onAppliance()
        ? Mapping.appliance(m.machine(), m.devicePath())
        : Mapping.remote(m.machine(), m.devicePath());
  }
}
