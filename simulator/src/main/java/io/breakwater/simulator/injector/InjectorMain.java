package io.breakwater.simulator.injector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * {@code InjectorMain <device> <jobId>}: makes the operating system on a simulated disk bootable.
 * The device is a file whose text is the URL of the disk. Exit code 0 says the drivers are in; any
 * other one leaves the disk as far as it came.
 *
 * <p>Environment: {@code INJECTOR_SECONDS} (default 8) and {@code INJECTOR_MODE}; a file {@code
 * <device>.mode} with one word goes before the latter. Modes: {@code ok}, {@code hang}
 * (half-written for ever), {@code fail} (exit 1, half-written), {@code die} (ends as if killed,
 * half-written), {@code wait} (half-written until the mode file says otherwise).
 */
public final class InjectorMain {

  private static final Pattern JOB_ID = Pattern.compile("^[A-Za-z0-9_-]+$");
  private static final String[] STEPS = {
    "Opening the source VM",
    "Inspecting the source VM",
    "Installing viostor, vioscsi and NetKVM drivers",
    "Updating the registry",
  };
  private static final int EXIT_ERROR = 1;
  private static final int EXIT_KILLED = 137;

  private final Map<String, String> environment;
  private final long startedAt = System.nanoTime();

  private InjectorMain(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Runs one injection and ends the process with its exit code. */
  public static void main(String[] args) {
    Runtime.getRuntime().halt(new InjectorMain(System.getenv()).run(args));
  }

  private int run(String[] args) {
    if (args.length != 2) {
      return error("usage: <device> <job id>");
    }
    String jobId = args[1];
    if (!JOB_ID.matcher(jobId).matches()) {
      return error("invalid job id '" + jobId + "'");
    }
    try {
      Path device = Path.of(args[0]);
      return inject(new SimulatedDevice(device), device, jobId);
    } catch (IOException e) {
      return error(e.getMessage());
    } catch (InterruptedException e) {
      return error("interrupted");
    }
  }

  private int inject(SimulatedDevice disk, Path device, String jobId)
      throws IOException, InterruptedException {
    log("virt-v2v-in-place: -i disk " + disk.path());
    for (int i = 0; i < STEPS.length; i++) {
      log(STEPS[i]);
      disk.write(jobId, STEPS[i], false);
      String mode = i > 0 ? awaitedMode(device) : "ok";
      if (!mode.equals("ok")) {
        return misbehave(mode);
      }
      sleepUntil(seconds() * (i + 1) / STEPS.length);
    }
    disk.write(jobId, "drivers injected", true);
    log("Finishing off");
    return 0;
  }

  /** Counted from the start of the process: its own start-up is part of the injection. */
  private static void sleepUntil(double seconds) throws InterruptedException {
    long started =
        ProcessHandle.current()
            .info()
            .startInstant()
            .map(Instant::toEpochMilli)
            .orElseGet(System::currentTimeMillis);
    long left = started + (long) (seconds * 1000) - System.currentTimeMillis();
    Thread.sleep(Math.max(0, left));
  }

  private int misbehave(String mode) throws InterruptedException {
    return switch (mode) {
      case "hang" -> {
        log("libguestfs: waiting for the appliance to start");
        Thread.sleep(Long.MAX_VALUE);
        yield EXIT_ERROR;
      }
      case "fail" -> error("inspection could not detect the source guest (or physical machine)");
      case "die" -> EXIT_KILLED;
      default -> error("unknown mode '" + mode + "'");
    };
  }

  private String awaitedMode(Path device) throws IOException, InterruptedException {
    String mode = mode(device);
    while (mode.equals("wait")) {
      Thread.sleep(50);
      mode = mode(device);
    }
    return mode;
  }

  private String mode(Path device) throws IOException {
    Path file = device.resolveSibling(device.getFileName() + ".mode");
    String mode =
        Files.exists(file)
            ? Files.readString(file)
            : environment.getOrDefault("INJECTOR_MODE", "ok");
    return mode.strip().toLowerCase(Locale.ROOT);
  }

  private double seconds() {
    return Double.parseDouble(environment.getOrDefault("INJECTOR_SECONDS", "8"));
  }

  private int error(String message) {
    log("virt-v2v-in-place: error: " + message);
    return EXIT_ERROR;
  }

  private void log(String line) {
    double elapsed = (System.nanoTime() - startedAt) / 1e9;
    System.out.printf(Locale.ROOT, "[%6.1f] %s%n", elapsed, line);
    System.out.flush();
  }
}
