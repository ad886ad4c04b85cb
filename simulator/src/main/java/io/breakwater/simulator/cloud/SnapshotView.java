package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import java.util.Map;

/** A snapshot as it is right now, for assertions and for the oracle. */
public record SnapshotView(
    String id,
    String volumeId,
    String name,
    String state,
    Map<String, String> tags,
    DiskContents contents) {

  public SnapshotView {
    tags = Map.copyOf(tags);
  }

  /** Complete and usable: CloudStack calls that BackedUp. */
  public boolean ready() {
    return state.equals("BackedUp");
  }
}
