package io.breakwater.simulator.daemon;

/** Where an attach operation put a volume. */
record Attachment(
    String volumeId, String vmId, boolean asRoot, boolean toAppliance, String devicePath) {}
