package io.breakwater.plan;

/** What a step is about, so that people see side by side what happens side by side. */
public final class Lanes {
  /** The lane of everything that is about no single disk. */
  public static final String VM = "vm";

  private Lanes() {}

  /** The id of the disk that the step is about, or {@link #VM}. */
  public static String of(Step step) {
    return step instanceof DiskStep about ? about.disk().disk().value() : VM;
  }
}
