/** {@code ./breakwater up} as its users meet it: processes, the Temporal CLI, HTTP, Ctrl-C. */
package io.breakwater.e2e.up;
