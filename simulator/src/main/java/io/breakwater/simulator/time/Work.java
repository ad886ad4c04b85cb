package io.breakwater.simulator.time;

import java.time.Duration;

/**
 * What takes time in a CloudStack, with the time that CloudStack 4.22 was recorded to take. Each is
 * the median of the recordings named behind it, from the request to the end of the job, for a job
 * that did not have to queue.
 */
public enum Work {
  /**
   * 12-failover-flow/01 and 20, 02-deploy, 18, 19: 0.39, 0.41, 0.36, 0.49 s, less the answer's own
   * time.
   */
  DEPLOY_STOPPED("deployVirtualMachine", 250),
  /** 02-deploy with a running router: 2.46 and 3.49 s. */
  DEPLOY_STARTED("deployVirtualMachine", 2500),
  /** The synchronous part of a deploy, before it answers: 0.11 to 0.26 s in all recordings. */
  DEPLOY_ANSWER("deployVirtualMachine", 150),
  /** 03, 04, 12/07, 19/31: 2.33, 2.25, 2.18, 2.18, 2.38, 1.75 s. */
  START("startVirtualMachine", 2200),
  /** 03, 12/11, 15/06, 19/33: 1.43, 1.67, 1.52, 1.49, 1.53 s. */
  STOP("stopVirtualMachine", 1500),
  /** Until a VM whose stop was accepted is listed Stopping: 07-jobs, about 0.7 s. */
  STOP_STILL_RUNNING("stopVirtualMachine", 700),
  /** 03: 1.77 s. */
  REBOOT("rebootVirtualMachine", 1800),
  /** 03, 19/35: 5.98, 6.41, 5.80 s. */
  DESTROY("destroyVirtualMachine", 5900),
  /** 12/13, 12/22, 18, 19/13, 19/22: 7.95, 7.59, 6.47, 7.96, 7.14 s. */
  DESTROY_AND_EXPUNGE("destroyVirtualMachine", 7600),
  /** 03: 1.74 s. */
  EXPUNGE("expungeVirtualMachine", 1700),
  /** 04, 11, 12/05, 19/10, 19/11: ten attaches, 0.5 to 2.2 s, median 1.9 s. */
  ATTACH("attachVolume", 1900),
  /**
   * 04, 12/03, 12/12, 19/39, 19/50: twelve detaches, 0.5 to 2.0 s; queued on one VM 1.95 s each.
   */
  DETACH("detachVolume", 1900),
  /** 04, 08: 0.08, 0.43, 0.37, 0.25 s. */
  CREATE_VOLUME("createVolume", 250),
  /** 19/20: 0.24 s. */
  UPDATE_VOLUME("updateVolume", 240),
  /** 05 and 11, of a volume that is on a VM: 2.00, 1.97, 1.97, 1.97, 0.69 s. Queues on that VM. */
  SNAPSHOT_ATTACHED("createSnapshot", 1970),
  /** 05 and 19/51, of a detached volume: 0.26, 0.26, 0.51, 0.53, 0.54 s, side by side. */
  SNAPSHOT_DETACHED("createSnapshot", 510),
  /**
   * 05: 0.24 s with a mocked agent, 3.27 s when the agent takes 3 s. The former, plus 1 s of
   * copying.
   */
  REVERT("revertSnapshot", 1240),
  /** 05: 0.24 s. */
  DELETE_SNAPSHOT("deleteSnapshot", 240),
  /** 08: 0.25, 0.03 s. */
  TAG("createTags", 240),
  /** A job that its first check refuses: 0.03 to 0.25 s; the poller looked every 0.2 s. */
  REFUSAL("", 100),
  /**
   * Until a host's power report corrects a VM that a failed forced stop left in Stopping (03); with
   * the recordings' shortened ping interval.
   */
  POWER_REPORT("", 90_000),
  /** 15-restart: answers again 21 s after it was killed. */
  RESTART("", 21_000);

  private final String command;
  private final Duration recorded;

  Work(String command, long millis) {
    this.command = command;
    this.recorded = Duration.ofMillis(millis);
  }

  /** The API command it belongs to, empty when it belongs to none in particular. */
  public String command() {
    return command;
  }

  /** How long CloudStack 4.22 was recorded to take. */
  public Duration recorded() {
    return recorded;
  }
}
