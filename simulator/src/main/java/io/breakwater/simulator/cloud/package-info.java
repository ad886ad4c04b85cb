/**
 * A simulated Apache CloudStack 4.22 management server: the signed HTTP API, the virtual machines,
 * volumes and snapshots behind it, and the asynchronous jobs, one at a time per virtual machine.
 */
package io.breakwater.simulator.cloud;
