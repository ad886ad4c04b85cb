/** What the gateway tells about itself. */
package io.breakwater.gateway.metrics;
