package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bad input is refused by name before anything is touched. */
class BadInputTest {
  /** In simulated time: three seconds on the wall. */
  private static final Duration LONG_LOOK = Duration.ofMinutes(1);

  private static final Duration QUICK = Duration.ofSeconds(20);

  private final TroubleWorld world = TroubleWorld.shared();

  private void refused(ProtectedContext vm, String... reasons) {
    String before = world.judge().statusOf(vm);
    long moment = world.judge().now();

    Ended ended = world.operations().testFailover(vm).end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).contains(reasons);
    world.judge().assertUntouchedSince(moment);
    world.judge().assertNoViolation();
    assertThat(world.judge().statusOf(vm)).isEqualTo(before);
    assertThat(world.judge().openBooks(vm)).isEmpty();
  }

  private static ProtectedVm named(String what) {
    return ProtectedVm.named(TroubleWorld.freshName(what));
  }

  @Test
  void refusesVmWithoutDisks() {
    refused(world.site().protect(named("diskless").disks()), "NO_DISKS");
  }

  @Test
  void refusesVmWithoutOsDisk() {
    refused(world.site().protect(named("rootless").disks(40, 50).withoutOsDisk()), "NO_OS_DISK");
  }

  @Test
  void refusesVolumeThatCloudStackDoesNotKnow() {
    refused(
        world.site().protect(named("lost").disks(40, 50).unknownToCloudStack(1)), "VOLUME_MISSING");
  }

  @Test
  void refusesVmThatWasNeverReplicated() {
    refused(world.site().protect(named("unreplicated").neverReplicated()), "NEVER_REPLICATED");
  }

  @Test
  void refusesVmWithoutTestNetwork() {
    refused(world.site().protect(named("unmapped").withoutTestMapping()), "NO_TEST_NETWORK");
  }

  @Test
  void refusesTemplateLargerThanTheRootDisk() {
    ProtectedContext vm = world.windowsVm("small", 1);
    String large = world.cloud().addTemplate("large", 100L << 30);

    withSetting("template_id", large, () -> refused(vm, "TEMPLATE_TOO_LARGE"));
  }

  @Test
  void refusesWrongKeys() {
    ProtectedContext vm = world.windowsVm("keyless", 1);

    withSetting("secret_key", "not-the-secret", () -> refused(vm, "CloudStackAuth"));
  }

  @Test
  void refusesWhileReplicationRuns() throws Exception {
    ProtectedContext vm = world.windowsVm("replicating", 2);
    // It has to outlast the operation.
    world.site().oma().replicationTakes(LONG_LOOK);
    String job = world.site().oma().replicateByHand(vm.contextId());

    refused(vm, "REPLICATION_RUNNING");
    world.site().oma().replicationTakes(QUICK);
    awaitEndOf(job);
    world.judge().assertReady(vm);
  }

  @Test
  void refusesWhenReplicationStartsBetweenLookAndHold() throws Exception {
    ProtectedContext vm = world.windowsVm("racing", 2);
    long moment = world.judge().now();
    // The answer that the plan waits for last: all else is read when the replication begins.
    world.cloud().play(Fault.on("listTemplates", FaultKind.SLOW_ANSWER).delay(LONG_LOOK));

    Run run = world.operations().testFailover(vm);
    world.judge().awaitQuietAfter(moment, "listTemplates");
    world.site().oma().replicationTakes(LONG_LOOK);
    String job = world.site().oma().replicateByHand(vm.contextId());
    Ended ended = run.end();
    world.site().oma().replicationTakes(QUICK);

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.REFUSED);
    assertThat(ended.reasonCodes()).contains("REPLICATION_RUNNING");
    assertThat(ended.result().failures()).extracting(f -> f.stepId()).contains("hold-replication");
    world.judge().assertUntouchedSince(moment);
    awaitEndOf(job);
    world.judge().assertReady(vm);
  }

  @Test
  void refusesSecondTestFailover() {
    ProtectedContext vm = world.windowsVm("twice", 2);
    assertThat(world.operations().testFailover(vm).end().end()).isEqualTo(End.COMPLETED);

    world.judge().assertFailedOver(vm);

    refused(vm, "WRONG_STATUS");
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private void awaitEndOf(String replication) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                world
                    .judge()
                    .text("SELECT status FROM replication_jobs WHERE id = ?", replication)
                    .equals("completed"));
  }

  private void withSetting(String column, String value, Runnable test) {
    String before =
        world.judge().text("SELECT " + column + " FROM ossea_configs WHERE is_active = ?", "1");
    set(column, value);
    try {
      test.run();
    } finally {
      set(column, before);
    }
  }

  private void set(String column, String value) {
    try {
      world
          .site()
          .database()
          .update("UPDATE ossea_configs SET " + column + " = ? WHERE is_active = 1", value);
    } catch (SQLException e) {
      throw new AssertionError("set " + column, e);
    }
  }
}
