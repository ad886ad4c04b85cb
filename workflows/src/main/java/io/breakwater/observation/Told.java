package io.breakwater.observation;

import java.util.function.Function;

/**
 * What a system told, or why it did not. For what a person wants to know and no plan depends on: a
 * system that cannot be asked must not keep a VM from being looked at, nor pass for one in order.
 *
 * @param value null when it is not known
 * @param unknown why it is not known; empty when it is
 */
public record Told<T>(T value, String unknown) {
  public Told {
    unknown = unknown == null ? "" : unknown;
    if (value == null && unknown.isBlank()) {
      unknown = "it was not asked for";
    }
  }

  public static <T> Told<T> of(T value) {
    return new Told<>(value, "");
  }

  /** Not known, because of this. */
  public static <T> Told<T> unknown(String why) {
    return new Told<>(null, why);
  }

  /** What follows from it; unknown for the same reason when it is unknown. */
  public <U> Told<U> then(Function<T, Told<U>> next) {
    return known() ? next.apply(value) : unknown(unknown);
  }

  /** Whether it is known. */
  public boolean known() {
    return value != null;
  }
}
