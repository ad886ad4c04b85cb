package io.breakwater.e2e.demo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stories the demo can tell. */
enum Scenario {
  TEST("test", "pgtest1", "a test failover of a Windows VM with 3 disks, and its cleanup"),
  SINGLE("single", "pgtest2", "a test failover of a Windows VM with 1 disk, and its cleanup"),
  LINUX("linux", "linuxweb01", "a test failover of a Linux VM, which needs no drivers"),
  SIX_DISKS("six-disks", "QUAD-AUVIK02", "a test failover of a VM with 6 disks, and its cleanup");

  private final String key;
  private final String vm;
  private final String description;

  Scenario(String key, String vm, String description) {
    this.key = key;
    this.vm = vm;
    this.description = description;
  }

  static Optional<Scenario> of(String key) {
    return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
  }

  static String keys() {
    return Arrays.stream(values())
        .map(s -> s.key + " (" + s.description + ")")
        .collect(Collectors.joining(", "));
  }

  String key() {
    return key;
  }

  String vm() {
    return vm;
  }

  /** Whether the guest needs drivers. */
  boolean injection() {
    return this != LINUX;
  }

  String description() {
    return description;
  }
}
