/** Records of snapshots of protected volumes. */
package io.breakwater.inventory.snapshot;
