/** Failovers over REST: readiness, start, status, decisions, and every way back or on. */
package io.breakwater.gateway.failover;
