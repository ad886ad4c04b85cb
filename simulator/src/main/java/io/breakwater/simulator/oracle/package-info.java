/**
 * Judges what is done to the simulated cloud: whether a call would lose or mix data, and whether
 * everything is where it belongs in the end. It knows CloudStack's state and the contents of the
 * disks, and nothing of how Breakwater plans.
 */
package io.breakwater.simulator.oracle;
