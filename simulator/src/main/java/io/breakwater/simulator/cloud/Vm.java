package io.breakwater.simulator.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A virtual machine of the simulated cloud. */
final class Vm {

  /** One network card. */
  static final class Nic {
    String id;
    String networkId;
    String ip;
    String mac;
  }

  String id;
  long number;
  String name;
  String displayName;
  String state = "Stopped";
  String templateId;
  String offeringId;
  int cpus;
  int memoryMb;
  String group;

  /** Its owner where that is not the account of the keys. */
  String foreignAccount;

  boolean deleteProtection;
  boolean everStarted;
  boolean everStopped;
  boolean removed;
  Instant created;
  Instant lastUpdated;
  Instant destroyedAt;

  /** The ROOT volume that its deploy made, null for a VM that was made without one. */
  String bornRootId;

  Map<String, String> details = new LinkedHashMap<>();
  Map<String, String> tags = new LinkedHashMap<>();
  List<Nic> nics = new ArrayList<>();

  boolean is(String aState) {
    return state.equals(aState);
  }

  String instanceName() {
    return "i-2-" + number + "-VM";
  }

  /** The way CloudStack 4.22 prints a VM inside error texts. */
  String printed(String printedState) {
    return "VM instance {\"id\":%d,\"instanceName\":\"%s\",\"state\":\"%s\",\"type\":\"User\",\"uuid\":\"%s\"}"
        .formatted(number, instanceName(), printedState, id);
  }

  void changeState(String newState, Instant now) {
    state = newState;
    lastUpdated = now;
  }
}
