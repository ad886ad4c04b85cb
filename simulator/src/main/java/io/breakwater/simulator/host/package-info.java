/**
 * What every simulated appliance service stands on: a small JSON-over-HTTP server that can be told
 * to misbehave, pooled database connections, and a pace that shortens all waiting.
 */
package io.breakwater.simulator.host;
