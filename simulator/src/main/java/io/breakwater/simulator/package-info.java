/**
 * The outside world of a failover, simulated: one process, or one object inside a test, that holds
 * a CloudStack, what is written on its disks, an oracle, and other services beside them.
 */
package io.breakwater.simulator;
