package io.breakwater.inventory.machine;

import io.breakwater.vm.MachineId;
import java.time.Instant;

/**
 * A destination named in {@code failover_jobs}; it may be long gone.
 *
 * @param jobId {@code failover_jobs.job_id}
 * @param status {@code failover_jobs.status}
 */
public record Destination(
    MachineId machine, String jobId, String jobType, String status, Instant createdAt) {}
