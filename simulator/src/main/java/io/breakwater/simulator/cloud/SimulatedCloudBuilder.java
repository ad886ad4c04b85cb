package io.breakwater.simulator.cloud;

import java.nio.file.Path;
import java.time.Duration;

/** The settings of a {@link SimulatedCloud}. */
public final class SimulatedCloudBuilder {
  private double timeScale = 1.0;
  private Duration expungeDelay = Duration.ofDays(1);
  private String apiKey = "simulated-api-key";
  private String secretKey = "simulated-secret-key";
  private boolean deleteProtection = true;
  private Path stateFile;
  private int port;

  SimulatedCloudBuilder() {}

  /** Wall seconds per simulated second; 1.0 is real time. */
  public SimulatedCloudBuilder timeScale(double scale) {
    timeScale = scale;
    return this;
  }

  /** How long a Destroyed VM keeps its root, in simulated time; CloudStack's default is a day. */
  public SimulatedCloudBuilder expungeDelay(Duration simulated) {
    expungeDelay = simulated;
    return this;
  }

  /** The keys of the only account. */
  public SimulatedCloudBuilder keys(String anApiKey, String aSecretKey) {
    apiKey = anApiKey;
    secretKey = aSecretKey;
    return this;
  }

  /** False makes an older CloudStack, which ignores {@code deleteprotection}. */
  public SimulatedCloudBuilder deleteProtection(boolean known) {
    deleteProtection = known;
    return this;
  }

  /** Keeps the state in this file, and continues with it when it exists. */
  public SimulatedCloudBuilder stateFile(Path file) {
    stateFile = file;
    return this;
  }

  /** The port of the API; 0 for any free one. */
  public SimulatedCloudBuilder port(int aPort) {
    port = aPort;
    return this;
  }

  /** The cloud, not yet listening. */
  public SimulatedCloud build() {
    return new SimulatedCloud(this);
  }

  double timeScale() {
    return timeScale;
  }

  String apiKey() {
    return apiKey;
  }

  String secretKey() {
    return secretKey;
  }

  Cloud.Settings settings() {
    return new Cloud.Settings(expungeDelay, deleteProtection);
  }

  Path stateFile() {
    return stateFile;
  }

  int port() {
    return port;
  }
}
