/**
 * The last replication before a live failover: asked for through the OMA's API and followed in its
 * job rows, which alone tell the end. Every end but a completed job is a failure with its reason.
 */
package io.breakwater.activities.replication;
