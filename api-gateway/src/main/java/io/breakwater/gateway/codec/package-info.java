/** Payloads for the web UI and the CLI of Temporal. */
package io.breakwater.gateway.codec;
