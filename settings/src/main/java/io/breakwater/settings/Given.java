package io.breakwater.settings;

/**
 * A value that somebody wrote.
 *
 * @param name how the place is called in messages, such as {@code BREAKWATER_DB_URL}
 * @param value a secret, or what names the file that holds it
 * @param namesFile whether the value is such a file's name
 */
record Given(String name, String value, boolean namesFile) {
  /** The value may be a secret. */
  @Override
  public String toString() {
    return "Given[" + name + "]";
  }
}
