package io.breakwater.simulator.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an {@link EmbeddedDatabase} is to run.
 *
 * @param directory where its data stay; empty for a temporary directory deleted at close
 * @param port the TCP port on 127.0.0.1, 0 for any free one
 * @param durable true: a committed transaction survives a power cut; false: only a server crash, in
 *     exchange for speed
 */
public record DatabaseOptions(Optional<Path> directory, int port, boolean durable) {
  public DatabaseOptions {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("database port " + port + " is not in 0..65535");
    }
  }

  /** Any free port, data deleted at close, fast. */
  public static DatabaseOptions temporary() {
    return new DatabaseOptions(Optional.empty(), 0, false);
  }

  /** Data kept in the directory, durable, any free port. */
  public static DatabaseOptions persistent(Path directory) {
    return new DatabaseOptions(Optional.of(directory), 0, true);
  }

  public DatabaseOptions withPort(int newPort) {
    return new DatabaseOptions(directory, newPort, durable);
  }
}
