package io.breakwater.activities.guest;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An appliance in a temporary directory whose injector is a shell script. */
final class InjectorSite {
  static final OperationId OPERATION = new OperationId("op-1");
  static final VolumeId VOLUME = new VolumeId("5f3a0c11-d2e3-4b0a-9c77-000000000001");

  private final Path root;
  private Duration limit = Duration.ofMinutes(5);
  private Duration grace = Duration.ofSeconds(5);

  InjectorSite(Path root) {
    this.root = root;
  }

  InjectorSite withLimits(Duration newLimit, Duration newGrace) {
    limit = newLimit;
    grace = newGrace;
    return this;
  }

  /** An injector of this text; {@code $1} is the device and {@code $2} the job id. */
  InjectorSite script(String text) throws IOException {
    Path script = command();
    Files.writeString(script, "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  InjectorConfig config() {
    return InjectorConfig.of(List.of(command().toString()), state(), root.resolve("log"))
        .withLimits(limit, grace);
  }

  ProcessInjectors injectors() {
    return new ProcessInjectors(config(), Clock.systemUTC());
  }

  ProcessInjectors injectors(Clock clock) {
    return new ProcessInjectors(config(), clock);
  }

  Injection start(ProcessInjectors injectors) {
    return injectors.start(OPERATION, VOLUME, "virtio-42-1", root.resolve("device").toString());
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** The files of the volume's newest run. */
  Path run(String name) {
    return state().resolve(VOLUME.value()).resolve(name);
  }

  void awaitFile(String name) {
    await().atMost(10, SECONDS).until(() -> Files.exists(file(name)));
  }

  ProcessGroup group() throws IOException {
    Optional<ProcessGroup> group = new RunDirectory(state().resolve(VOLUME.value())).group();
    return group.orElseThrow();
  }

  /** Ends whatever a test left behind. */
  void cleanUp() {
    injectors().stop(VOLUME, "the test is over");
  }

  private Path state() {
    return root.resolve("state");
  }

  private Path command() {
    return root.resolve("inject.sh");
  }
}
