package io.breakwater.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.activities.cloudstack.NeededCommands;
import io.breakwater.e2e.BreakwaterCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command that the documents print is run by a test, or they say what it would need. */
class CommandsTest {
  private static final Path ROOT = Path.of("..");

  /** What says so to an operator, before the block. */
  private static final Pattern UNTRIED =
      Pattern.compile("[Nn]o test runs (?:it|them|these|this):? [^.:]*(?:needs?|takes?) ");

  /** Commands that tests run otherwise than out of the document, and the tests. */
  private static final Map<String, String> ELSEWHERE =
      Map.of("./breakwater demo", "StoriesTest", "./mvnw verify", "CommandsTest");

  private static final Pattern INLINE = Pattern.compile("`\\./breakwater ([^`…]+)`");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\b(?:N|KEY)\\b.*");

  static List<Path> documents() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void hasATestForEachCommandOrSaysWhatItNeeds(Path document) throws IOException {
    Set<String> run = run(document);

    assertThat(Printed.in(document))
        .filteredOn(printed -> !run.contains(printed.command()))
        .filteredOn(printed -> !ELSEWHERE.containsKey(printed.command()))
        .filteredOn(printed -> !UNTRIED.matcher(printed.before()).find())
        .as("a Walk runs it, or the text before it says \"No test runs it: it needs …\"")
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void callsNothingUntriedThatATestRuns(Path document) throws IOException {
    Set<String> run = run(document);

    assertThat(Printed.in(document))
        .filteredOn(printed -> run.contains(printed.command()))
        .filteredOn(printed -> UNTRIED.matcher(printed.before()).find())
        .isEmpty();
  }

  @Test
  void findsWhatTheTestsRun() throws IOException {
    for (Path document : documents()) {
      assertThat(Printed.in(document).stream().map(Printed::command).toList())
          .containsAll(run(document));
    }
  }

  @Test
  void namesTestsThatThereAre() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String module : List.of("e2e", "inventory")) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
        sources.forEach(file -> tests.add(file.getFileName().toString().replace(".java", "")));
      }
    }

    assertThat(tests).containsAll(ELSEWHERE.values());
    assertThat(tests).containsAll(Walk.all().stream().map(Walk::test).toList());
  }

  @Test
  void namesEveryCommandOfCloudStackThatAnAccountNeeds() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/installing.md")))
        .contains(NeededCommands.ALL.stream().map(name -> "`" + name + "`").toList());
  }

  /** Its options at least, for those that nobody waits for. */
  @ParameterizedTest
  @MethodSource("documents")
  void namesOptionsThatThereAre(Path document) throws IOException {
    Stream<String> printed =
        Printed.in(document).stream()
            .map(Printed::command)
            .filter(command -> command.startsWith("./breakwater "))
            .map(command -> command.substring("./breakwater ".length()));
    Stream<String> inline =
        INLINE.matcher(Files.readString(document)).results().map(found -> found.group(1));

    Stream.concat(printed, inline).forEach(CommandsTest::parse);
  }

  private static void parse(String arguments) {
    String unquoted = arguments.replaceAll("'[^']*'", "quoted");
    String[] words = PLACEHOLDER.matcher(unquoted).replaceAll("1").split(" +");

    assertThat(new CommandLine(BreakwaterCommand.class).parseArgs(words).hasSubcommand())
        .as(arguments)
        .isTrue();
  }

  private static Set<String> run(Path document) {
    return Walk.all().stream()
        .filter(walk -> ROOT.resolve(walk.document()).equals(document))
        .flatMap(walk -> walk.sections().stream())
        .flatMap(section -> section.examples().stream())
        .map(example -> Printed.withoutComment(example.command()))
        .collect(Collectors.toSet());
  }
}
