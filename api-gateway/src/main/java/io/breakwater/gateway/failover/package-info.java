/** Test failovers: pre-flight, start, status, and the cleanup that ends one. */
package io.breakwater.gateway.failover;
