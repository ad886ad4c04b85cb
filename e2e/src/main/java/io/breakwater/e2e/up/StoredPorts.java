package io.breakwater.e2e.up;

import io.breakwater.e2e.world.WorldOptions.Ports;
import io.breakwater.simulator.embedded.LocalPorts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The ports of the parts that people do not address by hand: the same at every start, so that what
 * somebody noted stays right, unless another program took one meanwhile.
 */
final class StoredPorts {
  private final Properties stored;

  private StoredPorts(Properties stored) {
    this.stored = stored;
  }

  static StoredPorts in(Path directory) throws IOException {
    Path file = directory.resolve("ports.properties");
    Properties stored = new Properties();
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        stored.load(in);
      }
      return new StoredPorts(stored);
    }
    for (String name : new String[] {"cloudstack", "control", "daemon", "vma", "oma"}) {
      stored.setProperty(name, String.valueOf(LocalPorts.free()));
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      stored.store(out, "ports of the simulated site");
    }
    return new StoredPorts(stored);
  }

  Ports with(int gateway, int temporal, int temporalUi) {
    return new Ports(
        gateway,
        temporal,
        temporalUi,
        0,
        port("cloudstack"),
        port("control"),
        port("daemon"),
        port("vma"),
        port("oma"));
  }

  private int port(String name) {
    int before = Integer.parseInt(stored.getProperty(name));
    return LocalPorts.isFree(before) ? before : 0;
  }
}
