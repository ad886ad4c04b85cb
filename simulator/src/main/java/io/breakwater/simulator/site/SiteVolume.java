package io.breakwater.simulator.site;

/**
 * A replicated disk as CloudStack holds it.
 *
 * @param deviceId its place on the appliance VM, or null when it is attached nowhere
 */
record SiteVolume(ProtectedVm.Disk disk, String volumeId, String volumeName, Integer deviceId) {}
