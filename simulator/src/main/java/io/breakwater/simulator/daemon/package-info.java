/**
 * The Volume Daemon of the old appliance over HTTP, with its weaknesses: operations that live only
 * in its memory, no idempotency, no lock per volume, 404 for every lookup error, and a unique
 * device path that a second data disk of a foreign VM cannot have.
 */
package io.breakwater.simulator.daemon;
