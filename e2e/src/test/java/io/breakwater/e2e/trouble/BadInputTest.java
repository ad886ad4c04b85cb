package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Bad input is refused by name before anything is touched. */
class BadInputTest {
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
  void refusesTemplateLargerThanTheRootDisk() throws SQLException {
    ProtectedContext vm = world.windowsVm("small", 1);
    String large = world.cloud().addTemplate("large", 100L << 30);
    String before =
        world.judge().text("SELECT template_id FROM ossea_configs WHERE is_active = ?", "1");
    world.site().database().update("UPDATE ossea_configs SET template_id = ?", large);
    try {
      refused(vm, "TEMPLATE_TOO_LARGE");
    } finally {
      world.site().database().update("UPDATE ossea_configs SET template_id = ?", before);
    }
  }
}
