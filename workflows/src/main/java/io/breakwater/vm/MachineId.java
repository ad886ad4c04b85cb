package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The UUID of a CloudStack virtual machine: the appliance or a destination. */
public record MachineId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public MachineId {
    Ids.requireText(value, "MachineId");
  }

  @Override
  public String toString() {
    return value;
  }
}
