/**
 * What is written on each simulated disk, by whom and in which order, and what snapshots hold of
 * it.
 */
package io.breakwater.simulator.disk;
