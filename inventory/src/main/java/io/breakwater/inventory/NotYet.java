package io.breakwater.inventory;

/** Stands in for a body that is still being written. */
public final class NotYet {
  private NotYet() {}

  @SuppressWarnings({"TypeParameterUnusedInFormals", "DoNotCallSuggester"})
  public static <T> T written() {
    throw new UnsupportedOperationException("not written yet");
  }
}
