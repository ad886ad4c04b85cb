/** Traces by OpenTelemetry, from the REST request through workflow and step to outside systems. */
package io.breakwater.connection.trace;
