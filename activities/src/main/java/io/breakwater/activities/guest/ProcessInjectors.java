package io.breakwater.activities.guest;

import io.breakwater.activities.guest.InjectionState.Alive;
import io.breakwater.activities.guest.InjectionState.Died;
import io.breakwater.activities.guest.InjectionState.Exited;
import io.breakwater.activities.guest.InjectionState.Unknown;
import io.breakwater.vm.OperationId;
import io.breakwater.vm.VolumeId;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Injections as real processes, each in a session of its own. Thread-safe. */
public final class ProcessInjectors implements Injectors {
  /** How long a run may take to record itself before it is kept from starting. */
  private static final Duration START = Duration.ofSeconds(10);

  private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");

  private final InjectorConfig config;
  private final Clock clock;
  private final String bootId;

  public ProcessInjectors(InjectorConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.bootId = ProcFs.bootId();
  }

  @Override
  public boolean alive(VolumeId volume) {
    return newest(volume).map(run -> state(run.id()) instanceof Alive).orElse(false);
  }

  @Override
  public Optional<Injection> newest(VolumeId volume) {
    try {
      return directory(volume).run();
    } catch (IOException e) {
      throw unreadable("the newest injection on volume " + volume, e);
    }
  }

  @Override
  public InjectionState state(String id) {
    VolumeId volume = volumeOf(id);
    try {
      Optional<Injection> run = directory(volume).run().filter(r -> r.id().equals(id));
      return run.isPresent() ? state(run.get()) : new Unknown();
    } catch (IOException e) {
      throw unreadable("injection " + id, e);
    }
  }

  /** Every recorded run of this appliance, the newest of each volume. */
  List<Injection> all() {
    List<Injection> runs = new ArrayList<>();
    if (!Files.isDirectory(config.stateDirectory())) {
      return runs;
    }
    try (DirectoryStream<Path> volumes = Files.newDirectoryStream(config.stateDirectory())) {
      for (Path volume : volumes) {
        if (Files.isDirectory(volume)) {
          new RunDirectory(volume).run().ifPresent(runs::add);
        }
      }
      return runs;
    } catch (IOException e) {
      throw unreadable("the injections in " + config.stateDirectory(), e);
    }
  }

  @Override
  public Injection start(OperationId operation, VolumeId volume, String jobId, String device) {
    Injection injection = new Injection(operation, volume, jobId, device, clock.instant(), bootId);
    try {
      prepare(injection);
      Process process = launch(injection);
      awaitRecord(injection, process);
      return injection;
    } catch (IOException e) {
      throw new InjectorException(
          "start the driver injection on volume " + volume + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InjectorException("interrupted while starting " + injection.id(), e);
    }
  }

  @Override
  public void stop(VolumeId volume, String why) {
    RunDirectory directory = directory(volume);
    try {
      Optional<Injection> run = directory.run();
      if (run.isEmpty() || !(state(run.get()) instanceof Alive)) {
        return;
      }
      directory.recordEnded(why);
      directory.keepFromStarting();
      Optional<ProcessGroup> group = directory.group();
      if (group.isPresent() && !group.get().end(config.grace())) {
        throw new InjectorException(
            "the injection "
                + run.get().id()
                + " does not end: look at processes "
                + group.get().members()
                + " on the appliance",
            null);
      }
    } catch (IOException e) {
      throw unreadable("the injection on volume " + volume, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InjectorException("interrupted while ending the injection on " + volume, e);
    }
  }

  /** The processes of every recorded run that are still there. */
  List<Long> processes() {
    List<Long> processes = new ArrayList<>();
    for (Injection run : all()) {
      try {
        directory(run.volume())
            .group()
            .ifPresent(group -> group.members().forEach(p -> processes.add(p.pid())));
      } catch (IOException e) {
        throw unreadable("injection " + run.id(), e);
      }
    }
    return processes;
  }

  /** Moves a run that is over the time limit towards its end, without waiting. */
  void enforceLimit(Injection run) {
    Instant now = clock.instant();
    Instant end = run.startedAt().plus(config.limit());
    if (now.isBefore(end)) {
      return;
    }
    RunDirectory directory = directory(run.volume());
    try {
      directory.recordEnded("it took longer than " + config.limit());
      directory.keepFromStarting();
      Optional<ProcessGroup> group = directory.group();
      if (group.isPresent()) {
        if (now.isBefore(end.plus(config.grace()))) {
          group.get().terminate();
        } else {
          group.get().kill();
        }
      }
    } catch (IOException e) {
      throw unreadable("injection " + run.id(), e);
    }
  }

  InjectorConfig limits() {
    return config;
  }

  Path logFile(String jobId) {
    Injection.requireJobId(jobId);
    return config.logDirectory().resolve("virtv2v-" + jobId + ".log");
  }

  private InjectionState state(Injection run) throws IOException {
    RunDirectory directory = directory(run.volume());
    if (!run.bootId().equals(bootId)) {
      // An exit code from before a crash of the host does not say that the disk kept the writes.
      return new Died("the appliance was restarted meanwhile");
    }
    if (!directory.hasStarted()) {
      if (clock.instant().isBefore(run.startedAt().plus(START))) {
        return new Alive();
      }
      directory.keepFromStarting();
    }
    Optional<ProcessGroup> group = directory.group();
    if (group.isPresent() && group.get().isAlive()) {
      return new Alive();
    }
    Optional<Integer> code = directory.exitCode();
    if (code.isPresent()) {
      return new Exited(code.get());
    }
    return new Died(
        directory
            .ended()
            .orElse(
                group.isPresent()
                    ? "its processes were ended from outside"
                    : "the worker died before it was started"));
  }

  /** Under the volume's lock: one injection at a time, whatever worker it is. */
  private void prepare(Injection injection) throws IOException {
    RunDirectory directory = directory(injection.volume());
    Files.createDirectories(directory.path());
    Files.createDirectories(config.logDirectory());
    synchronized (this) {
      Path lock = directory.path().resolve("lock");
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        Optional<Injection> before = directory.run();
        if (before.isPresent() && state(before.get()) instanceof Alive) {
          throw new InjectorException(
              "an injection is already alive on this volume: " + before.get().id(), null);
        }
        directory.record(injection);
      }
    }
  }

  private Process launch(Injection injection) throws IOException {
    File log = logFile(injection.jobId()).toFile();
    List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", RunDirectory.SCRIPT));
    line.add("breakwater-injection");
    line.add(directory(injection.volume()).path().toString());
    line.add(log.getPath());
    line.addAll(config.command());
    line.add(injection.device());
    line.add(injection.jobId());
    ProcessBuilder builder = new ProcessBuilder(line).directory(new File("/"));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(INHERITED);
    environment.putAll(config.environment());
    return builder.start();
  }

  private void awaitRecord(Injection injection, Process process)
      throws IOException, InterruptedException {
    RunDirectory directory = directory(injection.volume());
    Instant end = injection.startedAt().plus(START);
    while (!directory.hasStarted()) {
      boolean gone = process.waitFor(20, TimeUnit.MILLISECONDS);
      if (!directory.hasStarted() && (gone || !clock.instant().isBefore(end))) {
        directory.keepFromStarting();
        throw new InjectorException(
            "the injection did not start: see " + logFile(injection.jobId()), null);
      }
    }
  }

  private RunDirectory directory(VolumeId volume) {
    if (!volume.value().matches("[A-Za-z0-9_-]+")) {
      throw new IllegalArgumentException("not a volume's UUID: " + volume);
    }
    return new RunDirectory(config.stateDirectory().resolve(volume.value()).toAbsolutePath());
  }

  private static VolumeId volumeOf(String id) {
    int slash = id.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException("not the id of an injection: " + id);
    }
    return new VolumeId(id.substring(0, slash));
  }

  private static InjectorException unreadable(String what, IOException cause) {
    return new InjectorException(
        "cannot look at " + what + " on this appliance: " + cause.getMessage(), cause);
  }
}
