package io.breakwater.activities.await;

/** Marks what follows in the next commits. */
public final class Unfinished {
  private Unfinished() {}

  @SuppressWarnings("TypeParameterUnusedInFormals")
  public static <T> T now(String what) {
    if (what != null) {
      throw new UnsupportedOperationException(what);
    }
    return null;
  }
}
