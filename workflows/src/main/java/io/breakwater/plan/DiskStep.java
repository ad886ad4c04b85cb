package io.breakwater.plan;

/** A step that is about one disk. */
public interface DiskStep {
  DiskRef disk();
}
