package io.breakwater.worker;

import io.breakwater.activities.replication.OmaConfig;
import io.breakwater.activities.replication.SyncLimits;
import io.breakwater.activities.vma.SourcePowerLimits;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.inventory.credential.CredentialKey;
import java.time.Duration;

/**
 * How to reach the source VMs of live failovers and their replication.
 *
 * @param key opens the stored passwords of vCenter logins; none where they are stored as plain text
 *     or nobody fails over live
 * @param replicationLostAfter how long the row of a replication job may stand still while it runs
 */
record SourceConfig(
    VmaConfig vma,
    OmaConfig oma,
    CredentialKey key,
    SourcePowerLimits power,
    SyncLimits sync,
    Duration replicationLostAfter) {}
