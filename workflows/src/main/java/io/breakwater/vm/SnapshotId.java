package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The UUID of a CloudStack volume snapshot. */
public record SnapshotId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public SnapshotId {
    Ids.requireText(value, "SnapshotId");
  }

  @Override
  public String toString() {
    return value;
  }
}
