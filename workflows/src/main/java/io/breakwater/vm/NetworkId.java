package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The UUID of a CloudStack network. */
public record NetworkId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NetworkId {
    Ids.requireText(value, "NetworkId");
  }

  @Override
  public String toString() {
    return value;
  }
}
