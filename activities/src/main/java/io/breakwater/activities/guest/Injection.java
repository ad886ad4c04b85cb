package io.breakwater.activities.guest;

import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.time.Instant;
import java.util.Objects;

/**
 * A recorded run of the injector.
 *
 * @param operation on whose behalf it was started
 * @param jobId as handed to the command; names the log file
 * @param startedAt when it was about to be started
 * @param bootId the boot of the host in which it was started
 */
public record Injection(
    OperationId operation,
    VolumeId volume,
    String jobId,
    String device,
    Instant startedAt,
    String bootId) {

  public Injection {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(volume, "volume");
    requireJobId(jobId);
  }

  /** Names the run among all of this appliance, such as in a heartbeat. */
  public String id() {
    return volume + "/" + jobId;
  }

  /** The job id for a VM of VMware, fit for the injector's own check of it. */
  static String jobIdFor(String vmwareVmId, Instant now) {
    return "virtio-" + vmwareVmId.replaceAll("[^A-Za-z0-9_-]", "-") + "-" + now.getEpochSecond();
  }

  static void requireJobId(String jobId) {
    if (!jobId.matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("not a job id: " + jobId);
    }
  }
}
