/** LiveFailovers: what a live failover has to remember about its source and its end. */
package io.breakwater.inventory.live;
