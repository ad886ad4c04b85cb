package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.e2e.docs.Guide.Example;
import io.breakwater.e2e.docs.Guide.Section;
import io.breakwater.e2e.docs.Walk;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.SampleSite;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what README and docs/rest.md print, and compares what is answered. */
class ByExampleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String PHILB = "PhilB Test machine";

  private static TroubleWorld world;
  private static Shell shell;
  private static Answers answers;

  @BeforeAll
  static void start() {
    world = TroubleWorld.start("rest", Map.of());
    SampleSite.addTo(world.site());
    shell = new Shell(world.world(), world.world().startGateway());
    answers = new Answers();
    assumeTrue(!shell.run("command -v curl").isBlank(), "no curl here");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void breaksNothing() {
    world.calm();
    world.judge().assertNoViolation();
  }

  static Stream<Section> sections() {
    return Stream.concat(Walk.README.sections().stream(), Walk.REST.sections().stream());
  }

  @ParameterizedTest
  @MethodSource("sections")
  void answersWhatItShows(Section section) {
    switch (section.title()) {
      case "Operate" -> followAnOperation(section);
      case "Decide and cancel" -> {
        exhaustAccount();
        section.examples().forEach(ByExampleTest::follow);
      }
      default -> section.examples().forEach(ByExampleTest::follow);
    }
  }

  /** It is shown first in the middle of the injection, then ended. */
  private static void followAnOperation(Section section) {
    try (StepHold injection = new InjectorHold(world, world.site().context(PHILB))) {
      for (Example example : section.examples()) {
        if (example.command().contains("BreakwaterVm=")) {
          injection.release();
        }
        follow(example);
      }
    }
  }

  private static void exhaustAccount() {
    Fault limit =
        Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
            .saying(535, "Maximum number of running CPUs of the account is reached");
    world.cloud().faults().add(limit.always());
  }

  /** What only reads may take a while to answer what is shown. */
  private static void follow(Example example) {
    if (example.command().matches(".* (-X|execute) .*|umask .*")) {
      compare(example);
    } else {
      Awaitility.await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .pollInSameThread()
          .untilAsserted(() -> compare(example));
    }
  }

  private static void compare(Example example) {
    String command = answers.fill(example.command());
    Example filled =
        new Example(command, false, example.prints().stream().map(answers::fill).toList());
    String output = shell.run(command);
    assertThat(filled.missingIn(output))
        .as("it says%n$ %s%nanswers this, but it answers%n%s", command, output)
        .isEmpty();
    answers.remember(output);
  }
}
