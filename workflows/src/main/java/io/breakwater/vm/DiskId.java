package io.breakwater.vm;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;

/** The name of a disk within its VM, such as {@code disk-2000}, which is always the OS disk. */
public record DiskId(@JsonValue String value) {
  /** The OS disk of every VM carries this id. */
  public static final DiskId OS = new DiskId("disk-2000");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public DiskId {
    Ids.requireText(value, "DiskId");
  }

  /** Whether this is the disk the VM boots from. */
  @JsonIgnore
  public boolean isOs() {
    return equals(OS);
  }

  @Override
  public String toString() {
    return value;
  }
}
