package io.breakwater.simulator.cloud;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A volume of the simulated cloud. */
final class Volume {

  static final String ROOT = "ROOT";
  static final String DATADISK = "DATADISK";

  String id;
  long number;
  String name;
  String type = DATADISK;
  String state = "Allocated";
  String vmId;
  Integer deviceId;
  long size;
  String templateId;
  String offeringId;
  String serviceOfferingId;
  String snapshotId;
  String path;
  boolean deleteProtection;
  boolean removed;
  Instant created;
  Instant attachedAt;

  /** An attach or detach of it is being worked on; not worth saving. */
  transient boolean moving;

  /** Its storage cannot go back to a snapshot of it, as with other formats than QCOW2. */
  volatile boolean irreversible;

  /** The VM whose deploy made this volume as its root, else null. */
  String bornOfVmId;

  Map<String, String> tags = new LinkedHashMap<>();

  boolean attached() {
    return vmId != null;
  }

  boolean is(String aState) {
    return state.equals(aState);
  }

  boolean onPrimaryStorage() {
    return path != null;
  }

  /** Gives an Allocated volume its place on primary storage: it becomes Ready. */
  void materialise() {
    if (path == null) {
      path = templateId == null ? name : id;
    }
    if (is("Allocated")) {
      state = "Ready";
    }
  }

  /** The way CloudStack 4.22 prints a volume inside error texts. */
  String printed(Long vmNumber) {
    return "Volume {\"id\":%d,\"instanceId\":%s,\"name\":\"%s\",\"uuid\":\"%s\",\"volumeType\":\"%s\"}"
        .formatted(number, vmNumber, name, id, type);
  }
}
