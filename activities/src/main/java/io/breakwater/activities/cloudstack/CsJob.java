package io.breakwater.activities.cloudstack;

/**
 * A pending job.
 *
 * @param command the simple name of the command class, such as {@code DetachVolumeCmdByAdmin}
 * @param instanceType such as {@code VirtualMachine}, {@code Volume}, {@code Snapshot}; may be
 *     empty
 * @param instanceId the object it works on; empty when CloudStack does not say
 */
public record CsJob(String id, String command, String instanceType, String instanceId) {
  /** Whether it is a job of this API command, such as {@code detachVolume}, on this object. */
  public boolean is(String apiCommand, String object) {
    return instanceId.equalsIgnoreCase(object) && CsJobs.isCommand(command, apiCommand);
  }
}
