package io.breakwater.activities.guest;

import io.breakwater.activities.guest.ProcFs.Stat;

/**
 * A process that has a device open, or names it on its command line.
 *
 * @param program its name; arguments may hold what is nobody's business
 * @param replication whether it is the NBD server, which serves replications and nothing else
 */
public record DeviceUser(Stat process, String program, boolean replication) {

  /** For people. */
  public String describe() {
    return "process " + process.pid() + " (" + program + ")";
  }
}
