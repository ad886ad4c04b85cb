/** The benchmark command: what Breakwater costs and how long it takes, measured. */
package io.breakwater.e2e.bench;
