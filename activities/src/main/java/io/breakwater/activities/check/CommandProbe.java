package io.breakwater.activities.check;

import io.breakwater.activities.guest.LogTail;
import io.breakwater.activities.guest.ProcessGroup;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether a program of the operator ends with exit code 0. It is given the VM's name and address,
 * runs in a session of its own, and is killed with all it started when the check is over.
 */
final class CommandProbe implements Probe {
  private static final Set<String> INHERITED = Set.of("PATH", "HOME", "LANG", "TMPDIR");
  private static final int TAIL_BYTES = 8192;
  private static final int TAIL_LINES = 3;

  private final Optional<Path> directory;
  private final String program;
  private final String vmName;
  private Process running;
  private Optional<ProcessGroup> group = Optional.empty();
  private String output = "";

  CommandProbe(Optional<Path> directory, String program, String vmName) {
    this.directory = directory;
    this.program = program;
    this.vmName = vmName;
  }

  @Override
  public Optional<String> impossible() {
    if (directory.isEmpty()) {
      return Optional.of(
          "this worker may run no programs: set BREAKWATER_CHECK_COMMANDS to the directory that"
              + " holds those it may run");
    }
    Path file = directory.get().resolve(program);
    return Files.isRegularFile(file) && Files.isExecutable(file)
        ? Optional.empty()
        : Optional.of(directory.get() + " holds no executable program " + program);
  }

  @Override
  public synchronized Optional<Tried> look(String address) {
    try {
      if (running == null) {
        start(address);
      }
      read();
      return running.isAlive() ? Optional.empty() : Optional.of(ended());
    } catch (IOException e) {
      return Optional.of(Tried.failed(program + ": " + e.getMessage()));
    }
  }

  private void start(String address) throws IOException {
    Path file = directory.orElseThrow().resolve(program).toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(List.of("setsid", file.toString(), vmName, address))
            .directory(new File("/"))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true);
    builder.environment().keySet().retainAll(INHERITED);
    output = "";
    running = builder.start();
    group = ProcessGroup.ledBy(running);
  }

  /** Only what is there already: a child that outlives the program may keep the pipe open. */
  private void read() throws IOException {
    InputStream pipe = running.getInputStream();
    int available = pipe.available();
    if (available > 0) {
      output += new String(pipe.readNBytes(available), StandardCharsets.UTF_8);
      output = output.substring(Math.max(0, output.length() - TAIL_BYTES));
    }
  }

  private Tried ended() throws IOException {
    read();
    int code = running.exitValue();
    close();
    String detail = program + " ended with exit code " + code + ": " + tail();
    return code == 0 ? Tried.passed(detail) : Tried.failed(detail);
  }

  private String tail() {
    return LogTail.ofText(output, TAIL_LINES).orElse("no output");
  }

  @Override
  public synchronized void close() {
    group.ifPresent(ProcessGroup::kill);
    if (running != null) {
      running.destroyForcibly();
    }
    running = null;
    group = Optional.empty();
  }

  @Override
  public synchronized Optional<String> underWay() {
    return running == null
        ? Optional.empty()
        : Optional.of(program + " did not end and is killed: " + tail());
  }
}
