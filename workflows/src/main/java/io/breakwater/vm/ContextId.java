package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A row of {@code vm_replication_contexts}: one protected VM of one vCenter. */
public record ContextId(@JsonValue String value) {
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ContextId {
    Ids.requireText(value, "ContextId");
  }

  @Override
  public String toString() {
    return value;
  }
}
