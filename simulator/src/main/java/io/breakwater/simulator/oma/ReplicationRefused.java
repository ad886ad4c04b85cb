package io.breakwater.simulator.oma;

/** The replication did not start; nothing was written. */
public final class ReplicationRefused extends Exception {

  private final int status;

  ReplicationRefused(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The HTTP status the old API answers: 400, 404 or 409. */
  public int status() {
    return status;
  }
}
