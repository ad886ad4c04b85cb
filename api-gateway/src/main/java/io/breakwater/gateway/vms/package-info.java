/** The protected VMs of the native API: how each stands, and what can be done with it now. */
package io.breakwater.gateway.vms;
