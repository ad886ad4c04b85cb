/**
 * The simulator's clock: how long each CloudStack operation takes, and by which factor all of that
 * runs faster than real time.
 */
package io.breakwater.simulator.time;
