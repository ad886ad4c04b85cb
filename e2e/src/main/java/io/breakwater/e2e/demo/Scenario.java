package io.breakwater.e2e.demo;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A story that the demo can tell, with the name by which it is asked for. */
record Scenario(String key, Story story, String description) {
  private static final List<Scenario> ALL =
      List.of(
          new Scenario(
              "test",
              new TestStory("pgtest1", true),
              "a test failover of a Windows VM with 3 disks, and its cleanup"),
          new Scenario(
              "single",
              new TestStory("pgtest2", true),
              "a test failover of a Windows VM with 1 disk, and its cleanup"),
          new Scenario(
              "linux",
              new TestStory("linuxweb01", false),
              "a test failover of a Linux VM, which needs no drivers"),
          new Scenario(
              "six-disks",
              new TestStory("QUAD-AUVIK02", true),
              "a test failover of a VM with 6 disks, and its cleanup"),
          new Scenario(
              "live-rollback",
              new LiveStory(false),
              "a live failover that is taken back, the source powered on again"),
          new Scenario("live-commit", new LiveStory(true), "a live failover that is made final"),
          new Scenario(
              "recovery",
              new RecoveryStory(),
              "a test failover terminated half-way, and its recovery"),
          new Scenario(
              "batch",
              new BatchStory(),
              "a test failover of 10 VMs, one of which fails, and their cleanup"),
          new Scenario(
              "hold",
              new HoldStory(),
              "a live failover that fails at the start, holds, and goes on when told to"));

  static Optional<Scenario> of(String key) {
    return ALL.stream().filter(s -> s.key.equals(key)).findFirst();
  }

  static String keys() {
    return ALL.stream()
        .map(s -> s.key + " (" + s.description + ")")
        .collect(Collectors.joining(", "));
  }
}
