/**
 * What is left of the old appliance beside the Volume Daemon: replication from VMware into the
 * attached disks, started over HTTP, by a scheduler or by hand, with the old code's bookkeeping.
 */
package io.breakwater.simulator.oma;
