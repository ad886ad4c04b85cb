package io.breakwater.plan;

import io.breakwater.vm.DiskId;
import io.breakwater.vm.VolumeId;

/** A protected disk and the volume that holds it. */
public record DiskRef(DiskId disk, VolumeId volume) {}
