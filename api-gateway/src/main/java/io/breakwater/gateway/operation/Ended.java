package io.breakwater.gateway.operation;

/**
 * How an operation ended.
 *
 * @param completed whether it reached its goal
 * @param summary one sentence for people
 */
public record Ended(boolean completed, String summary) {}
