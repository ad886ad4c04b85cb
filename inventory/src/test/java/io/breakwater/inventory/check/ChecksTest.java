package io.breakwater.inventory.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.TestDatabase;
import io.breakwater.inventory.TestVm;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.BootCheck.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChecksTest {
  private static final BootCheck RDP = new BootCheck(Kind.TCP, 3389, null, null, null, 60);
  private static final BootCheck SITE = new BootCheck(Kind.HTTP, 443, "/health", 204, null, null);
  private static final BootCheck OWN =
      new BootCheck(Kind.COMMAND, null, null, null, "check-app.sh", 300);

  private final Checks checks = new Checks(TestDatabase.jdbi());
  private final TestVm vm = TestVm.create();

  @Test
  void keepsEveryKindInItsOrder() {
    checks.replace(vm.context(), List.of(SITE, RDP, OWN));

    assertThat(checks.of(vm.context())).containsExactly(SITE, RDP, OWN);
  }

  @Test
  void replacesAllOfThem() {
    checks.replace(vm.context(), List.of(SITE, RDP));
    checks.replace(vm.context(), List.of(OWN));
    assertThat(checks.of(vm.context())).containsExactly(OWN);

    checks.replace(vm.context(), List.of());
    assertThat(checks.of(vm.context())).isEmpty();
  }
}
