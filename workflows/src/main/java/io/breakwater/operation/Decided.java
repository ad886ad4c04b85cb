package io.breakwater.operation;

/**
 * The answer to a decision that was taken.
 *
 * @param next what the operation does now, for people
 */
public record Decided(Decision.Choice decision, String next) {}
