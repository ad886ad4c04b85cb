package io.breakwater.settings;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of a process.
 *
 * @param action what it is to do
 * @param config the file with its settings
 */
public record CommandLine(Action action, Optional<Path> config) {
  private static final List<String> OPTIONS =
      List.of("--config FILE", "--check-config", "--version", "--help");

  /** What the process is to do. */
  public enum Action {
    RUN,
    CHECK,
    VERSION,
    HELP
  }

  /**
   * Reads the arguments; without {@code --config} the variable {@code BREAKWATER_CONFIG} counts.
   *
   * @throws IllegalArgumentException for an option that there is not
   */
  public static CommandLine of(String[] arguments, Map<String, String> environment) {
    Action action = Action.RUN;
    String file = environment.getOrDefault(SystemSettings.CONFIG.variable(), "");
    Iterator<String> rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      switch (option) {
        case "--check-config" -> action = Action.CHECK;
        case "--version" -> action = Action.VERSION;
        case "--help" -> action = Action.HELP;
        case "--config" -> {
          if (!rest.hasNext()) {
            throw new IllegalArgumentException("--config needs a file");
          }
          file = rest.next();
        }
        default ->
            throw new IllegalArgumentException(
                option + " is no option; there are " + String.join(", ", OPTIONS));
      }
    }
    return new CommandLine(action, file.isBlank() ? Optional.empty() : Optional.of(Path.of(file)));
  }

  /** Answers what needs no configuration; false when there is more to do. */
  public boolean isAnswered(String program, PrintStream out) {
    switch (action) {
      case VERSION -> out.println(Build.current().describe());
      case HELP ->
          out.println(
              program
                  + " [--config FILE] [--check-config | --version | --help]\n"
                  + "  --config FILE   reads settings from a TOML file; BREAKWATER_… variables go"
                  + " before it\n"
                  + "  --check-config  checks the settings, tries every connection, and ends:"
                  + " 0 all fine, 1 something cannot be reached, 2 the settings are wrong\n"
                  + "  --version       says which build this is");
      default -> {
        return false;
      }
    }
    return true;
  }
}
