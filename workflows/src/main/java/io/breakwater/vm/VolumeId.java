package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The UUID of a CloudStack volume ({@code ossea_volumes.volume_id}). */
public record VolumeId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public VolumeId {
    Ids.requireText(value, "VolumeId");
  }

  @Override
  public String toString() {
    return value;
  }
}
