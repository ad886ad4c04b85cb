/** Operations as the gateway sees them: starting one in Temporal, awaiting its end, finding it. */
package io.breakwater.gateway.operation;
