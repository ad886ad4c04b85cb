package io.breakwater.settings;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What the command line of a process comes to: a configuration to run with, or an end.
 *
 * @param config empty when the process is to end
 * @param exitCode how it is to end then: 0 done, 1 something cannot be used, 2 options or settings
 *     are wrong
 */
public record Launch<C>(Optional<C> config, int exitCode) {
  private static final int UNUSABLE = 1;
  private static final int WRONG = 2;

  /**
   * Reads options and settings, answers what needs no process, and says what is wrong.
   *
   * @param program its name, for messages
   * @param reader makes the configuration of file and environment; throws {@link
   *     IllegalArgumentException} that lists every mistake
   * @param check tries what such a configuration needs
   */
  public static <C> Launch<C> of(
      String program,
      String[] arguments,
      Map<String, String> environment,
      BiFunction<Optional<Path>, Map<String, String>, C> reader,
      Function<C, Checkup> check) {
    return new Launcher<>(program, reader, check, System.out, System.err)
        .launch(arguments, environment);
  }

  record Launcher<C>(
      String program,
      BiFunction<Optional<Path>, Map<String, String>, C> reader,
      Function<C, Checkup> check,
      PrintStream out,
      PrintStream err) {

    Launch<C> launch(String[] arguments, Map<String, String> environment) {
      try {
        CommandLine line = CommandLine.of(arguments, environment);
        if (line.isAnswered(program, out)) {
          return end(0);
        }
        C config = reader.apply(line.config(), environment);
        if (line.action() == CommandLine.Action.CHECK) {
          return end(check.apply(config).isPassed(out) ? 0 : UNUSABLE);
        }
        return new Launch<>(Optional.of(config), 0);
      } catch (IllegalArgumentException e) {
        err.println(program + " cannot start: " + e.getMessage());
        return end(WRONG);
      }
    }

    private static <C> Launch<C> end(int exitCode) {
      return new Launch<>(Optional.empty(), exitCode);
    }
  }
}
