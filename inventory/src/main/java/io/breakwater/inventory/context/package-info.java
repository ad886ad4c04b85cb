/** The protected VMs and their status. */
package io.breakwater.inventory.context;
