package io.breakwater.simulator.injector;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A device file that names the simulated disk behind it. Needs nothing but the JDK's base module.
 */
final class SimulatedDevice {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final Path path;
  private final URI disk;

  SimulatedDevice(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException(path + " is not a block device");
    }
    this.path = path;
    this.disk = URI.create(Files.readString(path).strip());
  }

  Path path() {
    return path;
  }

  /** Writes as this injection; until a write is complete the disk counts as half-written. */
  void write(String jobId, String text, boolean complete) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(disk + "/writes").toURL().openConnection();
    connection.setConnectTimeout(TIMEOUT_MILLIS);
    connection.setReadTimeout(TIMEOUT_MILLIS);
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("User-Agent", "injector");
    connection.setDoOutput(true);
    // Job id and texts hold only letters, digits, blanks and , - _ and so need no escaping.
    String json =
        "{\"writer\":\"injector:%s\",\"text\":\"%s\",\"complete\":%s}"
            .formatted(jobId, text, complete);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    int status = connection.getResponseCode();
    if (status / 100 != 2) {
      throw new IOException(path + ": Input/output error (disk answers " + status + ")");
    }
    connection.disconnect();
  }
}
