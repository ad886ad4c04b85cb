package io.breakwater.activities.check;

/**
 * What one try of a check found.
 *
 * @param detail for people: what was tried, on what, what came back
 */
record Tried(boolean passed, String detail) {
  static Tried passed(String detail) {
    return new Tried(true, detail);
  }

  static Tried failed(String detail) {
    return new Tried(false, detail);
  }
}
