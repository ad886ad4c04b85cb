package io.breakwater.activities.guest;

import static io.breakwater.activities.guest.InjectorSite.OPERATION;
import static io.breakwater.activities.guest.InjectorSite.VOLUME;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.activities.guest.InjectionState.Alive;
import io.breakwater.activities.guest.InjectionState.Died;
import io.breakwater.activities.guest.InjectionState.Exited;
import io.breakwater.activities.guest.InjectionState.Unknown;
import io.breakwater.vm.VolumeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessInjectorsTest {
  @TempDir Path directory;
  private InjectorSite site;

  @BeforeEach
  void open() {
    site = new InjectorSite(directory);
  }

  @AfterEach
  void close() {
    site.cleanUp();
  }

  @Test
  void reportsTheExitCodeAndKeepsTheOutputInTheLogOfTheJob() throws Exception {
    site.script("echo injecting \"$1\" for \"$2\"; exit 3");
    ProcessInjectors injectors = site.injectors();

    Injection run = site.start(injectors);

    awaitState(injectors, run, new Exited(3));
    assertThat(injectors.alive(VOLUME)).isFalse();
    assertThat(directory.resolve("log/virtv2v-virtio-42-1.log"))
        .content()
        .contains("injecting " + directory.resolve("device") + " for virtio-42-1");
  }

  @Test
  void runsTheInjectorAsTheLeaderOfItsOwnSession() throws Exception {
    site.script("exec sleep 300");
    ProcessInjectors injectors = site.injectors();

    site.start(injectors);

    ProcessGroup group = site.group();
    assertThat(group.members()).allMatch(p -> p.session() == group.leader());
    assertThat(group.leader()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(injectors.alive(VOLUME)).isTrue();
  }

  @Test
  void keepsTheWorkersEnvironmentFromTheInjector() throws Exception {
    site.script("env > \"$1.env\"");
    ProcessInjectors injectors =
        new ProcessInjectors(
            site.config().withEnvironment(java.util.Map.of("VIRTIO_WIN", "/iso")),
            Clock.systemUTC());

    awaitState(injectors, site.start(injectors), new Exited(0));

    assertThat(Files.readAllLines(site.file("device.env")))
        .contains("VIRTIO_WIN=/iso")
        .noneMatch(line -> line.startsWith("JAVA_HOME=") || line.startsWith("MAVEN"));
  }

  @Test
  void refusesASecondInjectionWhileOneIsAlive() throws Exception {
    site.script("echo x >> \"$1\"; exec sleep 300");
    site.start(site.injectors());
    site.awaitFile("device");

    assertThatThrownBy(() -> site.start(site.injectors()))
        .isInstanceOf(InjectorException.class)
        .hasMessageContaining("already alive");

    assertThat(Files.readAllLines(site.file("device"))).hasSize(1);
  }

  @Test
  void isFoundAgainByAnotherWorkerThatSeesItEndWell() throws Exception {
    site.script("while [ ! -e \"$1.go\" ]; do sleep 0.05; done");
    Injection run = site.start(site.injectors());

    ProcessInjectors later = site.injectors();
    assertThat(later.newest(VOLUME)).contains(run);
    assertThat(later.state(run.id())).isEqualTo(new Alive());
    Files.createFile(site.file("device.go"));

    awaitState(later, run, new Exited(0));
  }

  @Test
  void survivesTheDeathOfTheWorkerThatStartedIt() throws Exception {
    site.script("while [ ! -e \"$1.go\" ]; do sleep 0.05; done");
    Process worker = DyingWorker.launch(directory);
    await().atMost(20, SECONDS).until(() -> site.injectors().alive(VOLUME));

    worker.destroyForcibly().waitFor();
    Injection run = site.injectors().newest(VOLUME).orElseThrow();
    assertThat(site.injectors().state(run.id())).isEqualTo(new Alive());
    Files.createFile(site.file("device.go"));

    awaitState(site.injectors(), run, new Exited(0));
  }

  @Test
  void endsTheWholeProcessGroupEvenWhenItIgnoresTheAsking() throws Exception {
    site.withLimits(Duration.ofMinutes(5), Duration.ofMillis(300))
        .script("trap '' TERM; (trap '' TERM; touch \"$1\"; sleep 300) & sleep 300");
    ProcessInjectors injectors = site.injectors();
    Injection run = site.start(injectors);
    site.awaitFile("device");
    ProcessGroup group = site.group();

    injectors.stop(VOLUME, "a test asked for it");

    assertThat(group.members()).isEmpty();
    assertThat(injectors.state(run.id())).isEqualTo(new Died("a test asked for it"));
  }

  @Test
  void endsWhatTheInjectorStartedInASessionOfItsOwn() throws Exception {
    site.script("setsid sleep 301 & child=$!; echo $child > \"$1\"; wait");
    ProcessInjectors injectors = site.injectors();
    site.start(injectors);
    await().until(() -> Files.exists(site.file("device")) && Files.size(site.file("device")) > 0);
    long child = Long.parseLong(Files.readString(site.file("device")).strip());

    injectors.stop(VOLUME, "a test asked for it");

    await().atMost(5, SECONDS).until(() -> ProcFs.stat(child).filter(p -> p.isRunning()).isEmpty());
  }

  @Test
  void isStillAliveWhenOnlyAChildOfTheInjectorIsLeft() throws Exception {
    site.script("(while [ ! -e \"$1.go\" ]; do sleep 0.05; done) & exit 0");
    ProcessInjectors injectors = site.injectors();
    Injection run = site.start(injectors);
    await().until(() -> Files.exists(site.run("exit")));

    assertThat(injectors.state(run.id())).isEqualTo(new Alive());
    Files.createFile(site.file("device.go"));

    awaitState(injectors, run, new Exited(0));
  }

  @Test
  void hasDiedWhenItWasKilledFromOutside() throws Exception {
    site.script("exec sleep 300");
    ProcessInjectors injectors = site.injectors();
    Injection run = site.start(injectors);

    site.group().kill();

    awaitState(injectors, run, new Died("its processes were ended from outside"));
  }

  @Test
  void isNotMistakenForALaterProcessWithTheSamePid() throws Exception {
    site.script("exec sleep 300");
    ProcessInjectors injectors = site.injectors();
    Injection run = site.start(injectors);
    site.group().kill();
    awaitState(injectors, run, new Died("its processes were ended from outside"));

    long pid = ProcessHandle.current().pid();
    long otherStart = ProcFs.stat(pid).orElseThrow().startTicks() - 1;
    Files.writeString(site.run("process"), pid + " " + otherStart + "\n");

    assertThat(injectors.alive(VOLUME)).isFalse();
  }

  @Test
  void hasDiedWhenTheHostWasRestartedWhateverItsExitCode() throws Exception {
    site.script("exit 0");
    ProcessInjectors injectors = site.injectors();
    Injection run = site.start(injectors);
    awaitState(injectors, run, new Exited(0));

    Path record = site.run("run");
    Files.writeString(
        record, Files.readString(record).replaceAll("boot=.*", "boot=of-another-time"));

    assertThat(injectors.state(run.id())).isInstanceOf(Died.class);
  }

  @Test
  void isKeptFromStartingWhenItsWorkerDiedRightBefore() throws Exception {
    site.script("touch \"$1\"");
    Injection run = recordedButNeverLaunched();
    ProcessInjectors soon = site.injectors();
    ProcessInjectors later = site.injectors(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));

    assertThat(soon.state(run.id())).isEqualTo(new Alive());
    assertThat(later.state(run.id())).isInstanceOf(Died.class);

    assertThat(launchLate()).isEqualTo(75);
    assertThat(site.file("device")).doesNotExist();
  }

  @Test
  void knowsNothingOfARunThatWasNeverRecorded() {
    assertThat(site.injectors().state(VOLUME + "/virtio-1-1")).isEqualTo(new Unknown());
    assertThat(site.injectors().alive(new VolumeId("other"))).isFalse();
  }

  @Test
  void givesTheJobANameThatTheInjectorAccepts() {
    assertThat(Injection.jobIdFor("420 5/ä;x", Instant.ofEpochSecond(17)))
        .isEqualTo("virtio-420-5---x-17");
  }

  private Injection recordedButNeverLaunched() throws Exception {
    Injection run =
        new Injection(
            OPERATION,
            VOLUME,
            "virtio-42-1",
            site.file("device").toString(),
            Instant.now(),
            ProcFs.bootId());
    Files.createDirectories(site.run("run").getParent());
    new RunDirectory(site.run("run").getParent()).record(run);
    return run;
  }

  private int launchLate() throws Exception {
    return new ProcessBuilder(
            "setsid",
            "--wait",
            "sh",
            "-c",
            RunDirectory.SCRIPT,
            "late",
            site.run("").toString(),
            site.file("late.log").toString(),
            site.file("inject.sh").toString(),
            site.file("device").toString(),
            "virtio-42-1")
        .redirectErrorStream(true)
        .redirectOutput(site.file("late.out").toFile())
        .start()
        .waitFor();
  }

  private static void awaitState(
      ProcessInjectors injectors, Injection run, InjectionState expected) {
    await()
        .atMost(10, SECONDS)
        .untilAsserted(() -> assertThat(injectors.state(run.id())).isEqualTo(expected));
  }
}
