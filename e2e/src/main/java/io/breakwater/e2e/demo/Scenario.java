package io.breakwater.e2e.demo;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stories the demo can tell. */
enum Scenario {
  TEST(
      "test",
      new TestStory("pgtest1", true),
      "a test failover of a Windows VM with 3 disks, and its cleanup"),
  SINGLE(
      "single",
      new TestStory("pgtest2", true),
      "a test failover of a Windows VM with 1 disk, and its cleanup"),
  LINUX(
      "linux",
      new TestStory("linuxweb01", false),
      "a test failover of a Linux VM, which needs no drivers"),
  SIX_DISKS(
      "six-disks",
      new TestStory("QUAD-AUVIK02", true),
      "a test failover of a VM with 6 disks, and its cleanup"),
  LIVE_ROLLBACK(
      "live-rollback",
      LiveStory.ROLLED_BACK,
      "a live failover that is taken back, the source powered on again"),
  LIVE_COMMIT("live-commit", LiveStory.COMMITTED, "a live failover that is made final"),
  RECOVERY(
      "recovery",
      new RecoveryStory(),
      "a test failover terminated half-way, and its recovery"),
  HOLD(
      "hold",
      new HoldStory(),
      "a live failover that fails at the start, holds, and goes on when told to");

  private final String key;
  private final Story story;
  private final String description;

  Scenario(String key, Story story, String description) {
    this.key = key;
    this.story = story;
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

  Story story() {
    return story;
  }

  String description() {
    return description;
  }
}
