package io.breakwater.simulator.injector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.host.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectorMainTest {

  @TempDir private Path directory;

  private final List<JsonNode> writes = new CopyOnWriteArrayList<>();
  private final JsonServer disks = new JsonServer("disks", 0, Pace.of(1));
  private Path device;

  @BeforeEach
  void start() throws IOException {
    disks.route(
        "POST",
        "/simulator/disks/{id}/writes",
        call -> {
          writes.add(call.json());
          return Reply.json(200, Map.of());
        });
    disks.start();
    device = directory.resolve("virtio-5f3a0c11d2e34b0a9c77");
    Files.writeString(device, disks.url() + "/simulator/disks/5f3a0c11\n");
  }

  @AfterEach
  void stop() {
    disks.stop();
  }

  @Test
  void writesInSeveralStepsAndEndsWithACompleteOne() throws Exception {
    Process injector = inject(device.toString(), "virtio-4205-1759300000");

    assertThat(injector.waitFor()).isZero();
    assertThat(writes)
        .hasSizeGreaterThan(2)
        .allMatch(w -> w.path("writer").asText().equals("injector:virtio-4205-1759300000"));
    assertThat(writes.get(0).path("complete").asBoolean()).isFalse();
    assertThat(writes.get(writes.size() - 1).path("complete").asBoolean()).isTrue();
    assertThat(output(injector)).contains("Finishing off");
  }

  @Test
  void leavesAHalfWrittenDiskWhenItFails() throws Exception {
    InjectorCommand.behave(device, "fail");

    Process injector = inject(device.toString(), "virtio-1");

    assertThat(injector.waitFor()).isEqualTo(1);
    assertThat(writes).isNotEmpty().noneMatch(w -> w.path("complete").asBoolean());
  }

  @Test
  void hangsUntilItIsKilled() throws Exception {
    InjectorCommand.behave(device, "hang");

    Process injector = inject(device.toString(), "virtio-1");

    await().atMost(Duration.ofSeconds(20)).until(() -> writes.size() == 2);
    assertThat(injector.isAlive()).isTrue();
    injector.destroyForcibly().waitFor();
  }

  @Test
  void refusesStrangeJobIdsAndMissingDevices() throws Exception {
    assertThat(inject(device.toString(), "job; rm -rf").waitFor()).isEqualTo(1);
    assertThat(inject(directory.resolve("virtio-none").toString(), "virtio-1").waitFor())
        .isEqualTo(1);
    assertThat(writes).isEmpty();
  }

  private Process inject(String devicePath, String jobId) throws IOException {
    Path command = InjectorCommand.install(directory.resolve("bin"), Duration.ofMillis(80));
    return new ProcessBuilder(command.toString(), devicePath, jobId)
        .redirectErrorStream(true)
        .start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
