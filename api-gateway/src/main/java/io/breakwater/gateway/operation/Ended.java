package io.breakwater.gateway.operation;

/**
 * How an operation ended.
 *
 * @param completed whether it reached its goal
 * @param refused whether it touched nothing, because it came at the wrong moment or lacked
 *     something
 * @param summary one sentence for people
 */
public record Ended(boolean completed, boolean refused, String summary) {
  /** It reached its goal. */
  static Ended well(String summary) {
    return new Ended(true, false, summary);
  }

  /** It did not, or nobody knows. */
  public static Ended badly(String summary) {
    return new Ended(false, false, summary);
  }
}
