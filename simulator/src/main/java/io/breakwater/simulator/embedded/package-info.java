/**
 * Real servers for a machine that has none: a MariaDB and a Temporal server on 127.0.0.1, found on
 * the machine or fetched once, pinned and checksummed, into a cache of the user. Owns their
 * processes: none outlives this JVM, not even when the JVM is killed.
 */
package io.breakwater.simulator.embedded;
