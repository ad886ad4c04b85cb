/** Faults that the simulated CloudStack plays on demand, and which request gets one. */
package io.breakwater.simulator.fault;
