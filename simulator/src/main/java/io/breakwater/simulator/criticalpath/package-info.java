/**
 * The shortest time that a failover can take in this cloud, whoever plans it: what must come before
 * what, one job at a time per virtual machine, and how long each command takes.
 */
package io.breakwater.simulator.criticalpath;
