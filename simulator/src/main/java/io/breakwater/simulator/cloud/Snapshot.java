package io.breakwater.simulator.cloud;

import io.breakwater.simulator.disk.DiskContents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A snapshot of one volume. */
final class Snapshot {
  String id;
  long number;
  String volumeId;
  String name;
  String state = "Allocated";
  long size;
  boolean removed;
  Instant created;
  DiskContents contents = DiskContents.EMPTY;
  Map<String, String> tags = new LinkedHashMap<>();

  boolean backedUp() {
    return !removed && state.equals("BackedUp");
  }

  /** The way CloudStack 4.22 prints a snapshot inside error texts. */
  String printed(long volumeNumber) {
    return "Snapshot {\"id\":%d,\"name\":\"%s\",\"state\":\"%s\",\"uuid\":\"%s\",\"version\":\"2.2\",\"volumeId\":%d}"
        .formatted(number, name, removed ? "Destroyed" : state, id, volumeNumber);
  }
}
