/**
 * The VMA, which stands beside vCenter: its REST client, the one place that classifies its errors,
 * and how a source VM is powered off, seen off, and powered on.
 *
 * <p>The VMA answers a graceful power-off five seconds after asking the guest, and claims {@code
 * poweredOff} when it cannot read the state afterwards. So only a power state that was read by
 * itself counts, and one that could not be read is never off.
 */
package io.breakwater.activities.vma;
