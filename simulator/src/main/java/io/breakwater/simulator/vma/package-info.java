/**
 * The appliance beside vCenter: discovery and power of the source VMs over HTTP, with the habits of
 * the old one (plain text errors, an answer five seconds after a graceful shutdown whatever became
 * of it, "poweredOff" when it cannot tell).
 */
package io.breakwater.simulator.vma;
