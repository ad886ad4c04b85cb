package io.breakwater.simulator.disk;

import java.time.Instant;

/**
 * One write to a disk.
 *
 * @param writer who wrote: {@code replication}, {@code injector} or {@code injector:<job>}, {@code
 *     guest:<vm id>}, {@code template}, or anything else
 * @param text what was written
 * @param at when
 * @param complete false while the writer is in the middle of something: until it writes with {@code
 *     complete} again, the disk is half-written
 */
public record DiskWrite(String writer, String text, Instant at, boolean complete) {

  /** The writer name of the replication from VMware. */
  public static final String REPLICATION = "replication";

  /** The writer name, or its prefix, of the driver injection. */
  public static final String INJECTOR = "injector";

  /** The writer name for the guest system of a VM. */
  public static String guest(String vmId) {
    return "guest:" + vmId;
  }

  /** Whether the replication wrote this. */
  public boolean byReplication() {
    return writer.equals(REPLICATION);
  }

  /** Whether a driver injection wrote this. */
  public boolean byInjector() {
    return writer.equals(INJECTOR) || writer.startsWith(INJECTOR + ":");
  }
}
