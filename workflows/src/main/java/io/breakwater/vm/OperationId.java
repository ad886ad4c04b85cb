package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** One operation on one VM, minted once at its start; it outlives a workflow reset. */
public record OperationId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OperationId {
    Ids.requireText(value, "OperationId");
  }

  @Override
  public String toString() {
    return value;
  }
}
