/**
 * From an observation and a goal to a list of steps, or a refusal with reasons. Pure: no clock, no
 * I/O.
 */
package io.breakwater.plan;
