package io.breakwater.activities.guest;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.plan.DiskRef;
import io.breakwater.plan.Step;
import io.breakwater.step.StepResult;
import io.temporal.failure.ApplicationFailure;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Runs the flush command on the devices of all disks at once. */
final class Flushing {
  static final String FLUSH_FAILED = "FlushFailed";
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final File NOTHING = new File("/dev/null");

  private final Devices devices;
  private final FlushConfig config;

  Flushing(Devices devices, FlushConfig config) {
    this.devices = devices;
    this.config = config;
  }

  CompletionStage<StepResult> run(StepContext step) throws IOException {
    Map<DiskRef, String> paths = new LinkedHashMap<>();
    for (DiskRef disk : step.action(Step.FlushDevices.class).disks()) {
      paths.put(disk, devices.of(disk).devicePath());
    }
    Map<String, Process> running = new LinkedHashMap<>();
    try {
      for (String device : paths.values()) {
        running.put(device, start(device));
      }
    } catch (IOException e) {
      running.values().forEach(Process::destroyForcibly);
      throw ApplicationFailure.newFailureWithCause(
          "flush " + paths.values() + ": cannot run " + config.command(), FLUSH_FAILED, e);
    }
    return step.poll("the flush of " + running.keySet(), LOOK, config.limit(), () -> ended(running))
        .whenComplete((result, error) -> running.values().forEach(Process::destroyForcibly));
  }

  private Process start(String device) throws IOException {
    return new ProcessBuilder(config.commandFor(device))
        .directory(new File("/"))
        .redirectInput(NOTHING)
        .redirectErrorStream(true)
        .redirectOutput(NOTHING)
        .start();
  }

  private Optional<StepResult> ended(Map<String, Process> running) {
    if (running.values().stream().anyMatch(Process::isAlive)) {
      return Optional.empty();
    }
    running.forEach(
        (device, process) -> {
          if (process.exitValue() != 0) {
            throw ApplicationFailure.newFailure(
                "flush "
                    + device
                    + ": "
                    + config.commandFor(device)
                    + " ended with exit code "
                    + process.exitValue(),
                FLUSH_FAILED);
          }
        });
    return Optional.of(StepResult.done("flushed " + String.join(", ", running.keySet())));
  }
}
