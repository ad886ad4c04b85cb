/**
 * Waiting for what another system does, without a thread per wait: a watcher per endpoint, and
 * activities that complete later.
 */
package io.breakwater.activities.await;
