package io.breakwater.simulator.embedded;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an {@link EmbeddedTemporal} is to run.
 *
 * @param directory where its SQLite file and log stay; empty for a temporary directory deleted at
 *     close
 * @param port the gRPC port on 127.0.0.1, 0 for any free one
 * @param uiPort the port of the web UI, 0 for any free one
 */
public record TemporalOptions(Optional<Path> directory, int port, int uiPort) {
  public TemporalOptions {
    if (port < 0 || port > 65535 || uiPort < 0 || uiPort > 65535) {
      throw new IllegalArgumentException(
          "Temporal ports " + port + " and " + uiPort + " must be in 0..65535");
    }
  }

  /** Any free ports, workflows deleted at close. */
  public static TemporalOptions temporary() {
    return new TemporalOptions(Optional.empty(), 0, 0);
  }

  /** Workflows kept in the directory, any free ports. */
  public static TemporalOptions persistent(Path directory) {
    return new TemporalOptions(Optional.of(directory), 0, 0);
  }

  public TemporalOptions withPorts(int newPort, int newUiPort) {
    return new TemporalOptions(directory, newPort, newUiPort);
  }
}
