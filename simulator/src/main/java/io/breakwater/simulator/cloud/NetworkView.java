package io.breakwater.simulator.cloud;

/** A network of the simulated cloud and whether it is meant for tests. */
public record NetworkView(String id, String name, boolean test) {}
