/** The old system's table of failovers and its status ladder. */
package io.breakwater.inventory.failover;
