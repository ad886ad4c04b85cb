package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/** An asynchronous job, pending or done. */
final class Job {

  static final int PENDING = 0;
  static final int SUCCEEDED = 1;
  static final int FAILED = 2;

  String id;

  /** The API command, for example {@code attachVolume}. */
  String command;

  /** The class name that CloudStack shows in {@code cmd}. */
  String className;

  String instanceType;
  String instanceId;
  int status = PENDING;
  int resultCode;
  JsonNode result;
  boolean vanished;

  /** Failed because the management server went down: then it has no result at all. */
  boolean interrupted;

  Instant created;
  Instant completed;

  boolean pending() {
    return status == PENDING;
  }
}
