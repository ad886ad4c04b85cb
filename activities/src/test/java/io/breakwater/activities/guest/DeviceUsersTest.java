package io.breakwater.activities.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceUsersTest {
  @TempDir Path directory;
  private final List<Process> processes = new ArrayList<>();
  private InjectorSite site;
  private DeviceUsers users;
  private Path device;
  private Path link;

  @BeforeEach
  void open() throws IOException {
    site = new InjectorSite(directory).withLimits(Duration.ofMinutes(5), Duration.ofSeconds(2));
    users = new DeviceUsers(site.injectors());
    device = Files.createFile(directory.resolve("vdb"));
    link = Files.createSymbolicLink(directory.resolve("device"), device);
  }

  @AfterEach
  void close() {
    site.cleanUp();
    processes.forEach(
        process -> {
          process.descendants().forEach(ProcessHandle::destroyForcibly);
          process.destroyForcibly();
        });
  }

  @Test
  void findsWhoHasTheDeviceOpenUnderWhicheverName() throws IOException {
    Process reader = start("exec 3< '" + device + "'; echo $$ > '" + file("up") + "'; sleep 300");
    site.awaitFile("up");

    // The shell passes the open file on to what it starts.
    assertThat(users.of(link.toString()).others())
        .extracting(user -> user.process().pid())
        .contains(reader.pid());
  }

  @Test
  void findsWhoNamesTheDeviceOnItsCommandLine() throws IOException {
    Process injector = start("sleep 300 # virt-v2v-in-place -i disk " + link);

    await().until(() -> !users.of(link.toString()).others().isEmpty());

    assertThat(users.of(link.toString()).others().get(0).process().pid()).isEqualTo(injector.pid());
  }

  @Test
  void mistakesNoOtherDeviceForIt() throws IOException {
    Process other = start("sleep 300 # -i disk " + device + "1 " + link + "-part1");
    await().until(() -> !ProcFs.commandLine(other.pid()).isEmpty());

    assertThat(users.of(link.toString()).users()).isEmpty();
  }

  @Test
  void leavesOutTheInjectionsThatAreRecorded() throws Exception {
    site.script("echo up > \"$1.up\"; exec sleep 300");
    site.start(site.injectors());
    site.awaitFile("device.up");

    assertThat(users.of(link.toString()).users()).isEmpty();
  }

  @Test
  void endsThemWithWhatTheyStarted() throws IOException {
    start("trap '' TERM; exec 3< '" + device + "'; echo up > '" + file("up") + "'; sleep 300");
    site.awaitFile("up");

    users.endOthers(link.toString());

    assertThat(users.of(link.toString()).users()).isEmpty();
  }

  private Path file(String name) {
    return site.file(name);
  }

  private Process start(String script) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", script + "\n:")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    return process;
  }
}
