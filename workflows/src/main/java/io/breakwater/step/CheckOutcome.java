package io.breakwater.step;

/**
 * What a check of a running destination found.
 *
 * @param name such as {@code running}, {@code address} or {@code TCP 3389}
 * @param detail what was seen
 */
public record CheckOutcome(String name, boolean passed, String detail) {}
