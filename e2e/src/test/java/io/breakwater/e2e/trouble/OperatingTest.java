package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.e2e.docs.Guide.Example;
import io.breakwater.e2e.docs.Guide.Section;
import io.breakwater.e2e.docs.Walk;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.OperationRequestBuilder;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.Progress;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SampleSite;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what docs/operating.md says, and compares what it prints. */
class OperatingTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ACCOUNT_LIMIT = 535;

  private static TroubleWorld world;
  private static Shell shell;
  private static ProtectedContext pgtest1;
  private static ProtectedContext pgtest2;

  @BeforeAll
  static void start() throws IOException {
    world =
        TroubleWorld.start(
            "operating",
            Map.of(
                "BREAKWATER_CHECK_COMMANDS",
                checkPrograms().toString(),
                "BREAKWATER_REMIND_AFTER",
                "PT1S",
                "BREAKWATER_BUDGETS",
                "FlushDevices=PT2M,LiveFailover/StartMachine=PT5M"));
    SampleSite.addTo(world.site());
    pgtest1 = world.site().context("pgtest1");
    pgtest2 = world.site().context("pgtest2");
    shell = new Shell(world.world(), world.world().startGateway());
  }

  private static Path checkPrograms() throws IOException {
    Path directory = Files.createDirectories(Path.of("target", "trouble", "check-programs"));
    Path program = directory.resolve("check-login");
    Files.writeString(program, "#!/bin/sh\necho \"logged in to $1\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory.toAbsolutePath();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  static List<Section> sections() {
    return Walk.OPERATING.sections();
  }

  @ParameterizedTest
  @MethodSource("sections")
  void doesWhatItPrints(Section section) {
    bringBack();
    Map<String, Runnable> before = events(section.title());
    before.getOrDefault("", () -> {}).run();
    for (Example example : section.examples()) {
      before.entrySet().stream()
          .filter(event -> !event.getKey().isEmpty() && example.command().contains(event.getKey()))
          .forEach(event -> event.getValue().run());
      follow(example);
    }
    world.judge().assertNoViolation();
  }

  @Test
  void givesStepsTheBudgetsOfTheEnvironment() {
    bringBack();
    Run run = world.operations().start(OperationKind.LIVE_FAILOVER, pgtest1);

    assertThat(run.end().end()).isEqualTo(End.COMPLETED);

    assertThat(run.lastPlan())
        .filteredOn(step -> List.of("flush-devices", "start-machine").contains(step.id()))
        .extracting(PlannedStep::budget)
        .containsExactly(Duration.ofMinutes(2), Duration.ofMinutes(5));
  }

  @Test
  void givesStepsMoreTimeInAnEmergency() {
    bringBack();
    OperationRequest request = request(pgtest1).extendedLimits(true).build();

    assertThat(world.operations().plan(OperationKind.TEST_FAILOVER, request))
        .filteredOn(step -> List.of("flush-devices", "start-machine").contains(step.id()))
        .extracting(PlannedStep::budget)
        .containsExactly(Duration.ofMinutes(6), Duration.ofMinutes(6));
  }

  /** What happens on the site before a section, and before commands that contain the text. */
  private static Map<String, Runnable> events(String section) {
    return switch (section) {
      case "Something holds" ->
          Map.of("", OperatingTest::hold, "\"RETRY\",\"by\"", OperatingTest::raiseLimit);
      case "Cancel" -> Map.of("", OperatingTest::hold);
      case "Drivers cannot be injected" -> Map.of("", OperatingTest::failOverWithoutDrivers);
      case "Take a live failover back, or make it final" ->
          Map.of("", OperatingTest::failBothOverLive);
      default -> Map.of();
    };
  }

  private static void hold() {
    Fault limit =
        Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
            .saying(ACCOUNT_LIMIT, "Maximum number of running CPUs of the account is reached");
    world.cloud().faults().add(limit.always());
    Run run = world.operations().start(OperationKind.LIVE_FAILOVER, pgtest1);
    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> run.progress().state() == Progress.State.AWAITING_OPERATOR);
  }

  private static void raiseLimit() {
    world.cloud().faults().clear();
  }

  private static void failOverWithoutDrivers() {
    Path device = world.site().links().pathOf(pgtest1.osVolumeId());
    InjectorCommand.behave(device, "fail");
    complete(OperationKind.LIVE_FAILOVER, request(pgtest1));
    InjectorCommand.behave(device, "ok");
  }

  private static void failBothOverLive() {
    complete(OperationKind.LIVE_FAILOVER, request(pgtest1));
    complete(OperationKind.LIVE_FAILOVER, request(pgtest2));
    world.world().simulator().oracle().commit(pgtest2.contextId());
  }

  private static void bringBack() {
    world.calm();
    endWhatIsUnderWay();
    complete(
        OperationKind.ROLLBACK,
        request(pgtest1).confirmDiscard(true).powerOnSource(true).askedBy("test", "next section"));
  }

  /** Nothing is, unless the section before failed. */
  private static void endWhatIsUnderWay() {
    Run latest = world.operations().latest(OperationKind.LIVE_FAILOVER, pgtest1);
    try {
      if (latest.progress().state() == Progress.State.AWAITING_OPERATOR) {
        Decision enough = new Decision(Choice.GIVE_UP, null, "test", "next section", false);
        latest.workflow().update("decide", Decided.class, enough);
      }
      latest.end();
    } catch (WorkflowNotFoundException none) {
      // The first section finds the VM as it was made.
    }
  }

  private static void complete(OperationKind kind, OperationRequestBuilder request) {
    Run.Ended ended = world.operations().start(kind, request.build()).end();
    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
  }

  private static OperationRequestBuilder request(ProtectedContext vm) {
    return OperationRequest.builder(new ContextId(vm.contextId()));
  }

  private static void follow(Example example) {
    if (example.sql()) {
      assertThat(answers(example.command())).as(example.command()).isTrue();
    } else if (example.command().startsWith("temporal workflow list")) {
      // The server lists what changed a moment later.
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertPrints(example, shell.run(example.command())));
    } else {
      assumeTrue(!example.command().startsWith("curl") || hasCurl(), "no curl here");
      assertPrints(example, shell.run(example.command()));
    }
  }

  private static void assertPrints(Example example, String output) {
    assertThat(example.missingIn(output))
        .as(
            "docs/operating.md says%n$ %s%nprints this, but it prints%n%s",
            example.command(), output)
        .isEmpty();
  }

  private static boolean hasCurl() {
    return !shell.run("command -v curl").isBlank();
  }

  private static boolean answers(String sql) {
    String statement = sql.replaceFirst(";$", "");
    try {
      return statement.startsWith("SELECT")
          ? world.site().database().first(row -> row.getString(1), statement).isPresent()
              || statement.contains("waits for its turn")
          : world.site().database().update(statement) == 1;
    } catch (SQLException e) {
      throw new AssertionError("docs/operating.md says " + sql, e);
    }
  }
}
