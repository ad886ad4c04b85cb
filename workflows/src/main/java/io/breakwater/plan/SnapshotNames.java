package io.breakwater.plan;

import io.breakwater.vm.DiskId;
import io.breakwater.vm.OperationId;

/** How our snapshots are named, so that one whose create was never answered is found again. */
public final class SnapshotNames {
  /** Every snapshot of ours begins with this. */
  public static final String PREFIX = "bw-";

  private SnapshotNames() {}

  /** The name of the one snapshot that the operation takes of the disk. */
  public static String of(OperationId operation, DiskId disk) {
    return PREFIX + operation + "-" + disk;
  }
}
