/**
 * What only the appliance itself can do to a guest's disk: flushing its device and running the
 * driver injection as a process group of its own.
 *
 * <p>An injection outlives the worker that started it. All that is known of it lies in a state
 * directory, so that any later worker on the same host finds it again, takes it over, or ends it.
 */
package io.breakwater.activities.guest;
