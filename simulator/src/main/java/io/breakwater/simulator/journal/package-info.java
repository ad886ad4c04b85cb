/** Every request the simulated services got: when, from whom, what, and how it ended. */
package io.breakwater.simulator.journal;
