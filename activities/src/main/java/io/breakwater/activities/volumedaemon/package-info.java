/**
 * The Volume Daemon: its REST client, the one place that classifies its errors, the source of its
 * operations for the watcher, and the steps that attach and detach protected disks.
 *
 * <p>The daemon neither de-duplicates requests nor survives its own restart, and answers 404 for
 * every failed lookup. So nothing in here concludes from the daemon alone where a disk is:
 * CloudStack's answer counts, before and after.
 */
package io.breakwater.activities.volumedaemon;
