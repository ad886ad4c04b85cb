package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The disk is full where the log of the driver injection goes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "needs /dev/full")
class InjectionLogFullTest {
  private static final int SECONDS = 300;

  private final TroubleWorld world = CrashWorld.shared();

  @AfterEach
  void calm() {
    world.worker().close();
    world.calm();
    world.ensureWorker();
  }

  /** virt-v2v gives up when it cannot write what it does. */
  @Test
  void rollsBackWhenTheInjectorCannotWriteItsLog() throws IOException {
    ProtectedContext vm = world.windowsVm("full", 2);
    Path logs = fullLogs("gives-up", vm);
    startWorker(logs, "set -e\necho 'Setting up the source'\n");

    Ended ended = world.operations().testFailover(vm).end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.ROLLED_BACK);
    assertThat(ended.result().failures().get(0).stepId()).isEqualTo("inject-drivers");
    assertThat(ended.summary()).contains("virtv2v-");
    world.judge().assertReady(vm);
  }

  @Test
  void losesNothingButTheLogWhenTheInjectorGoesOn() throws IOException {
    ProtectedContext vm = world.windowsVm("full", 2);
    Path logs = fullLogs("goes-on", vm);
    startWorker(logs, "echo 'Setting up the source' || true\n");

    Ended ended = world.operations().testFailover(vm).end();

    assertThat(ended.end()).as(ended.summary()).isEqualTo(End.COMPLETED);
    world.judge().assertFailedOver(vm);
    assertThat(world.operations().cleanup(vm).end().end()).isEqualTo(End.COMPLETED);
    world.judge().assertReady(vm);
  }

  private void startWorker(Path logs, String before) throws IOException {
    world.worker().close();
    world.startWorker(
        Map.of(
            "BREAKWATER_LOG_DIR",
            logs.toString(),
            "BREAKWATER_INJECTOR",
            injector(logs, before).toString()));
  }

  /** Writes a line of its own first. */
  private Path injector(Path directory, String before) throws IOException {
    Path script = directory.resolve("injector.sh");
    String real = world.site().injectorCommand().toString();
    Files.writeString(script, "#!/bin/sh\n" + before + "exec '" + real + "' \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /** A directory in which each log that may come now ends in a device that is always full. */
  private static Path fullLogs(String name, ProtectedContext vm) throws IOException {
    Path directory = Files.createTempDirectory("breakwater-full-" + name);
    long now = Instant.now().getEpochSecond();
    String id = vm.vmwareVmId().replaceAll("[^A-Za-z0-9_-]", "-");
    for (long second = now; second < now + SECONDS; second++) {
      Path log = directory.resolve("virtv2v-virtio-" + id + "-" + second + ".log");
      Files.createSymbolicLink(log, Path.of("/dev/full"));
    }
    return directory;
  }
}
