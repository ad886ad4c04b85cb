package io.breakwater.activities.guest;

import java.io.IOException;
import java.nio.file.Path;

/** A process that starts an injection and then waits to be killed. */
final class DyingWorker {
  private DyingWorker() {}

  public static void main(String[] args) throws InterruptedException {
    InjectorSite site = new InjectorSite(Path.of(args[0]));
    site.start(site.injectors());
    Thread.sleep(Long.MAX_VALUE);
  }

  static Process launch(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DyingWorker.class.getName(),
            directory.toString())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("worker.out").toFile())
        .start();
  }
}
