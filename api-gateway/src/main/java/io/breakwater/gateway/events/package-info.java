/** Server-Sent Events: what changed, told to whoever keeps a connection open. */
package io.breakwater.gateway.events;
