/** The lease that lets one operation at a time act on a VM. */
package io.breakwater.inventory.lease;
