package io.breakwater.observation;

import io.breakwater.vm.MachineId;

/**
 * The appliance VM (OMA) on which replicated disks live.
 *
 * @param state as CloudStack lists it
 */
public record ApplianceView(MachineId id, MachineState state) {}
