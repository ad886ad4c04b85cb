package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.plan.PlanText;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.vm.ContextId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plan that the README shows is the one that a dry run shows. */
class DryRunInReadmeTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String TITLE = "What a recovery of **pgtest1** would do now";
  private static final Pattern BLOCK =
      Pattern.compile("```\n" + Pattern.quote(TITLE) + "\n\n(.*?)```", Pattern.DOTALL);
  private static TroubleWorld world;

  @BeforeAll
  static void enter() {
    world = TroubleWorld.shared();
  }

  @BeforeEach
  @AfterEach
  void calm() {
    world.calm();
  }

  @Test
  void showsTheRecoveryOfAVmThatWasLeftHalfWayAndChangesNothing() throws IOException {
    ProtectedContext vm =
        world.site().protect(ProtectedVm.named("pgtest1").disks(40, 100, 200).size(4, 16384));
    leaveHalfWay(vm);
    long moment = world.judge().now();

    Run.Ended dryRun = recover(vm, true);

    String plan = PlanText.of(dryRun.result().plan()).replaceAll("-test-\\d+", "-test-…");
    assertThat(inReadme())
        .as("put this between the fences of README.md that begin with \"%s\":%n%s", TITLE, plan)
        .isEqualTo(plan);
    world.judge().assertUntouchedSince(moment);
    assertThat(recover(vm, false).end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  /** A person took one disk off the test VM and one home, then destroyed the VM. */
  private static void leaveHalfWay(ProtectedContext vm) {
    assertThat(world.operations().testFailover(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertNoViolation();
    VmView machine = world.machineOf(vm).orElseThrow();
    Map<String, String> id = Map.of("id", machine.id());
    Person person = new Person(world.cloud());
    person.does("stopVirtualMachine", id);
    person.does("detachVolume", Map.of("id", vm.volumeIds().get(1)));
    person.does("detachVolume", Map.of("id", vm.volumeIds().get(2)));
    String appliance = world.site().applianceVmId();
    person.does("attachVolume", Map.of("id", vm.volumeIds().get(2), "virtualmachineid", appliance));
    person.does("updateVirtualMachine", Map.of("id", machine.id(), "deleteprotection", "false"));
    person.does("destroyVirtualMachine", id);
    world.world().simulator().oracle().clear();
  }

  private static Run.Ended recover(ProtectedContext vm, boolean dryRun) {
    OperationRequest request =
        OperationRequest.builder(new ContextId(vm.contextId())).dryRun(dryRun).build();
    Run.Ended ended = world.operations().start(OperationKind.RECOVERY, request).end();
    assertThat(ended.result()).as(ended.summary()).isNotNull();
    return ended;
  }

  private static String inReadme() throws IOException {
    Matcher block = BLOCK.matcher(Files.readString(README));
    return block.find() ? block.group(1) : "";
  }
}
