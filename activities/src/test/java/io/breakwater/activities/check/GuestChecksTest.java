package io.breakwater.activities.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.plan.MachineRef;
import io.breakwater.plan.Step;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.step.CheckOutcome;
import io.breakwater.step.StepCall;
import io.breakwater.vm.BootCheck;
import io.breakwater.vm.BootCheck.Kind;
import io.breakwater.vm.MachineId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guest answers, or not, on this host: its VM lists the address 127.0.0.1. */
class GuestChecksTest {
  @TempDir static Path directory;
  private static ApplianceBench bench;
  private static StepBench steps;
  private static ProtectedBench vm;
  private static MachineId guest;

  @BeforeAll
  static void open() throws IOException {
    bench = new ApplianceBench(Files.createDirectory(directory.resolve("site")));
    bench.simulator().cloud().guestsAnswerAt("guest", "127.0.0.1");
    Path commands = Files.createDirectory(directory.resolve("commands"));
    steps = new StepBench(new CheckSteps(bench, config(Optional.of(commands))));
  }

  @AfterAll
  static void close() {
    steps.close();
    bench.close();
  }

  @BeforeEach
  void runGuest() {
    vm = bench.protect(1);
    String network = bench.inventory().sites().active().networkId();
    bench.clearFaults();
    guest = new MachineId(bench.simulator().cloud().addVm("guest-" + vm.vm().vmName(), network));
    bench.simulator().cloud().guestsAnswerAt("guest", "127.0.0.1");
  }

  private static CheckConfig config(Optional<Path> commands) {
    return new CheckConfig(commands, Duration.ofMillis(50), Duration.ofMillis(500));
  }

  private static StepCall call(BootCheck check) {
    return vm.call(new Step.CheckGuest(new MachineRef(guest, null), check));
  }

  private static CheckOutcome outcome(BootCheck check) {
    return steps.run(call(check)).checks().get(0);
  }

  private static BootCheck tcp(int port) {
    return new BootCheck(Kind.TCP, port, null, null, null, 1);
  }

  private static BootCheck http(int port, String path, int status) {
    return new BootCheck(Kind.HTTP, port, path, status, null, 1);
  }

  private static BootCheck command(String name, int within) {
    return new BootCheck(Kind.COMMAND, null, null, null, name, within);
  }

  private static void program(String name, String body) throws IOException {
    Path file = directory.resolve("commands").resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void passesWhenThePortTakesAConnection() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CheckOutcome outcome = outcome(tcp(server.getLocalPort()));

      assertThat(outcome.passed()).isTrue();
      assertThat(outcome.name()).isEqualTo("TCP " + server.getLocalPort());
      assertThat(outcome.detail()).contains("127.0.0.1");
    }
  }

  @Test
  void saysWhatCameBackWhenNothingAnswersInTime() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }

    CheckOutcome outcome = outcome(tcp(port));

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.detail()).contains("not within 1 s", "Connection refused");
  }

  @Test
  void triesUntilTheStatusIsRight() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(new MockResponse.Builder().code(503).build());
      server.enqueue(new MockResponse.Builder().code(204).build());
      server.start();

      CheckOutcome outcome = outcome(http(server.getPort(), "/health?deep=1", 204));

      assertThat(outcome.passed()).isTrue();
      assertThat(outcome.detail()).contains("/health?deep=1: 204");
      assertThat(server.getRequestCount()).isEqualTo(2);
    }
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (MockWebServer server = new MockWebServer()) {
      for (int i = 0; i < 100; i++) {
        server.enqueue(new MockResponse.Builder().code(302).setHeader("Location", "/ok").build());
      }
      server.start();

      CheckOutcome outcome = outcome(http(server.getPort(), "/", 200));

      assertThat(outcome.passed()).isFalse();
      assertThat(outcome.detail()).contains("302, not 200");
    }
  }

  @Test
  void givesAProgramTheNameAndTheAddress() throws IOException {
    program("greet", "echo \"$1 at $2\"");

    CheckOutcome outcome = outcome(command("greet", 5));

    assertThat(outcome.passed()).isTrue();
    assertThat(outcome.detail()).contains(vm.vm().vmName() + " at 127.0.0.1");
  }

  @Test
  void keepsTheEnvironmentOfTheWorkerFromPrograms() throws IOException {
    program(
        "nosy", "env | grep -vE '^(PATH|HOME|LANG|TMPDIR|PWD|OLDPWD|SHLVL|_)=' && exit 9; true");

    assertThat(outcome(command("nosy", 5)).detail()).contains("exit code 0");
  }

  @Test
  void tellsHowAProgramFailed() throws IOException {
    program("sick", "echo password=hunter2; echo no database; exit 3");

    CheckOutcome outcome = outcome(command("sick", 3));

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.detail()).contains("exit code 3", "no database").doesNotContain("hunter2");
  }

  @Test
  void killsAProgramThatDoesNotEndAndAllItStarted() throws IOException {
    program("stuck", "echo waiting; sleep 411 & sleep 412");

    CheckOutcome outcome = outcome(command("stuck", 1));

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.detail()).contains("did not end", "waiting");
    await().until(() -> processes("sleep 411") + processes("sleep 412") == 0);
  }

  @Test
  void killsTheProgramWhenTheStepIsCancelled() throws IOException {
    program("endless", "exec sleep 413");
    StepBench.Begun step = steps.begin(call(command("endless", 60)), 1);
    await().until(() -> processes("sleep 413") == 1);

    step.cancel();

    await().until(() -> processes("sleep 413") == 0);
  }

  @Test
  void runsNothingButProgramsOfTheDirectory() {
    assertThat(outcome(command("..", 1)).detail()).contains("holds no executable program");
    assertThat(outcome(command("missing", 1)).passed()).isFalse();
  }

  @Test
  void runsNoProgramWhereNoneIsAllowed() {
    try (StepBench other = new StepBench(new CheckSteps(bench, config(Optional.empty())))) {
      CheckOutcome outcome = other.run(call(command("greet", 1))).checks().get(0);

      assertThat(outcome.passed()).isFalse();
      assertThat(outcome.detail()).contains("BREAKWATER_CHECK_COMMANDS");
    }
  }

  @Test
  void isAnOutcomeTooWhenCloudStackDoesNotTellTheAddress() {
    bench
        .simulator()
        .cloud()
        .play(Fault.on("listVirtualMachines", FaultKind.UNAVAILABLE_503).times(1000));

    CheckOutcome outcome = outcome(tcp(9));

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.detail()).contains("CloudStack");
  }

  private static long processes(String command) {
    return ProcessHandle.allProcesses()
        .filter(p -> p.info().commandLine().filter(line -> line.contains(command)).isPresent())
        .count();
  }
}
