package io.breakwater.simulator.criticalpath;

import java.time.Duration;

/** One piece of work in the fastest order, in simulated time since the beginning. */
public record Leg(String name, Duration from, Duration to) {}
