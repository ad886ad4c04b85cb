package io.breakwater.activities.replication;

/** Texts of others in messages of ours. */
final class Shorten {
  private static final int SHOWN = 300;

  private Shorten() {}

  static String text(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
