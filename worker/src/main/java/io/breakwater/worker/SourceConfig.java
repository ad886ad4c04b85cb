package io.breakwater.worker;

import io.breakwater.activities.replication.OmaConfig;
import io.breakwater.activities.replication.SyncLimits;
import io.breakwater.activities.vma.SourcePowerLimits;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.inventory.credential.CredentialKey;

/**
 * How to reach the source VMs of live failovers and their replication.
 *
 * @param key opens the stored passwords of vCenter logins; none where they are stored as plain text
 *     or nobody fails over live
 */
record SourceConfig(
    VmaConfig vma, OmaConfig oma, CredentialKey key, SourcePowerLimits power, SyncLimits sync) {}
