/**
 * A process that stands for the driver injection on the appliance: it opens the "device", writes to
 * the simulated disk in several steps and may hang, fail or die half-way, as the real one does.
 */
package io.breakwater.simulator.injector;
