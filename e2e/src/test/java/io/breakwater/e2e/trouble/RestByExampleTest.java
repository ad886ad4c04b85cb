package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.breakwater.e2e.trouble.Guide.Example;
import io.breakwater.e2e.trouble.Guide.Section;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.SampleSite;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Sends what README and docs/rest.md send with curl to a real gateway, and compares the answers.
 */
class RestByExampleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Guide README = Guide.read(Path.of("..", "README.md"));
  private static final Guide REST = Guide.read(Path.of("..", "docs", "rest.md"));
  private static final String OLD = "As the old appliance's API";
  private static final List<String> IN_README = List.of("By REST", OLD);

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
    return Stream.concat(
        README.sections().stream().filter(section -> IN_README.contains(section.title())),
        REST.sections().stream());
  }

  @ParameterizedTest
  @MethodSource("sections")
  void answersWhatItShows(Section section) {
    if (section.title().equals("Decide and cancel")) {
      exhaustAccount();
    }
    section.examples().forEach(RestByExampleTest::follow);
  }

  private static void exhaustAccount() {
    Fault limit =
        Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
            .saying(535, "Maximum number of running CPUs of the account is reached");
    world.cloud().faults().add(limit.always());
  }

  /** What only reads may take a while to answer what is shown. */
  private static void follow(Example example) {
    if (example.command().contains(" -X ")) {
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
