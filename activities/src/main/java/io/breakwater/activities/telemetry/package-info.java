/**
 * What is counted and timed. Meters go to Micrometer's global registry, as log lines go to the
 * global logger factory: without a registry behind it they cost next to nothing.
 */
package io.breakwater.activities.telemetry;
