/** Typed ids of what an operation touches: contexts, disks, volumes, machines, snapshots. */
package io.breakwater.vm;
