package io.breakwater.e2e.sweep;

/**
 * A call that passed.
 *
 * @param point which
 * @param job whether it started a job of CloudStack
 */
record SeenCall(CallPoint point, boolean job) {}
