/** Everything that a running Breakwater consists of, started together and stopped together. */
package io.breakwater.e2e.world;
