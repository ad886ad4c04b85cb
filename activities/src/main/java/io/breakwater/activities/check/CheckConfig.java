package io.breakwater.activities.check;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How checks of running destinations are tried.
 *
 * @param commands the directory whose programs COMMAND checks may run; empty when they may run none
 * @param every how long after a try that failed the next one is made
 * @param tryLimit how long a single connection or request may take
 */
public record CheckConfig(Optional<Path> commands, Duration every, Duration tryLimit) {

  /** Every two seconds, with five seconds for each try. */
  public static CheckConfig of(Optional<Path> commands) {
    return new CheckConfig(commands, Duration.ofSeconds(2), Duration.ofSeconds(5));
  }
}
