package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process used so far, as Linux accounts for it. */
final class ProcessUsage {
  private static final double KIB_PER_MIB = 1024;

  private ProcessUsage() {}

  /** Processor time of all its threads. */
  static Duration processor(JavaProcess process) {
    return processor(process.pid());
  }

  /** The same of any process. */
  static Duration processor(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(handle -> handle.info().totalCpuDuration())
        .orElseThrow(() -> new IllegalStateException("no processor time of " + pid));
  }

  /** The most memory it ever had resident, in MiB. */
  static double peakMiB(JavaProcess process) {
    return status(process, "VmHWM:");
  }

  /** The memory it has resident now, in MiB. */
  static double residentMiB(JavaProcess process) {
    return status(process, "VmRSS:");
  }

  private static double status(JavaProcess process, String field) {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "status");
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(field))
          .map(line -> line.substring(field.length()).strip().split(" ")[0])
          .mapToDouble(Double::parseDouble)
          .map(kib -> kib / KIB_PER_MIB)
          .findFirst()
          .orElseThrow(() -> new IllegalStateException(file + " has no " + field));
    } catch (IOException e) {
      throw new UncheckedIOException("read " + file, e);
    }
  }
}
