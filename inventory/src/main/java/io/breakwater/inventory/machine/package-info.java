/** Records of destination VMs. */
package io.breakwater.inventory.machine;
