package io.breakwater.inventory;

/**
 * SQL conditions on text of the old tables. Those were made by several programs over the years, and
 * MariaDB refuses to compare columns of different collations; most of these also take names for
 * equal that differ by case or accents.
 */
public final class Comparison {
  private static final String EXACT = " USING utf8mb4) COLLATE utf8mb4_bin";

  private Comparison() {}

  /** Whether two columns hold exactly the same text. */
  public static String same(String column, String other) {
    return "CONVERT(" + column + EXACT + " = CONVERT(" + other + EXACT;
  }
}
