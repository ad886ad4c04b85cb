/** Protected VMs: finding the one a request means, and listing them for the GUI. */
package io.breakwater.gateway.vm;
