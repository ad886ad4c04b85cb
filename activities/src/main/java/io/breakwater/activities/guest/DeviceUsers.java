package io.breakwater.activities.guest;

import io.breakwater.activities.guest.ProcFs.Stat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who works on a device of this appliance besides the injections that we recorded: an injection
 * that the old system started, the NBD server of a replication, a person. Thread-safe.
 *
 * <p>Of processes of other users only the command line can be seen, unless the worker runs as root.
 */
public final class DeviceUsers {
  private static final String NBD_SERVER = "nbd-server";
  private static final Duration LOOK = Duration.ofMillis(50);

  private final ProcessInjectors injectors;

  public DeviceUsers(ProcessInjectors injectors) {
    this.injectors = injectors;
  }

  /**
   * Who was found.
   *
   * @param complete whether the open files of every process could be seen
   */
  public record Look(List<DeviceUser> users, boolean complete) {
    /** Those that are no replication. */
    public List<DeviceUser> others() {
      return users.stream().filter(user -> !user.replication()).toList();
    }
  }

  /** The processes that work on the device and belong to no injection of ours. */
  public Look of(String device) {
    Set<Path> paths = paths(device);
    List<Pattern> names = paths.stream().map(DeviceUsers::word).toList();
    Set<Long> ours = new HashSet<>(injectors.processes());
    ours.add(ProcessHandle.current().pid());
    List<DeviceUser> users = new ArrayList<>();
    boolean complete = true;
    for (Stat process : ProcFs.running()) {
      if (ours.contains(process.pid())) {
        continue;
      }
      List<String> command = ProcFs.commandLine(process.pid());
      Optional<Set<Path>> open = ProcFs.openFiles(process.pid());
      complete &= open.isPresent();
      if (names(command, names) || open.filter(files -> touches(files, paths)).isPresent()) {
        String program = program(command);
        users.add(new DeviceUser(process, program, program.equals(NBD_SERVER)));
      }
    }
    return new Look(users, complete);
  }

  /**
   * Ends those that are no replication, each with what it started: asks first, kills after the
   * grace time. Nothing but these: the old system's injection runs in the session of its API.
   *
   * @throws InjectorException when one of them does not end
   */
  public void endOthers(String device) {
    Duration grace = injectors.limits().grace();
    List<DeviceUser> users = of(device).others();
    try {
      for (boolean forcibly : new boolean[] {false, true}) {
        long end = System.nanoTime() + grace.toNanos();
        users.forEach(user -> signal(user.process(), forcibly));
        while (!users.isEmpty() && System.nanoTime() - end < 0) {
          Thread.sleep(LOOK.toMillis());
          users = of(device).others();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InjectorException("interrupted while ending what works on " + device, e);
    }
    if (!users.isEmpty()) {
      throw new InjectorException(
          "what works on " + device + " does not end: look at " + users.get(0).describe(), null);
    }
  }

  private static void signal(Stat process, boolean forcibly) {
    Optional<ProcessHandle> handle =
        ProcessHandle.of(process.pid())
            .filter(h -> ProcFs.stat(process.pid()).filter(process::sameAs).isPresent());
    handle.ifPresent(
        parent -> {
          List<ProcessHandle> children = parent.descendants().toList();
          ProcessGroup.send(parent, forcibly);
          children.forEach(child -> ProcessGroup.send(child, forcibly));
        });
  }

  /** The daemon's link and the device node that it leads to. */
  private static Set<Path> paths(String device) {
    Path link = Path.of(device);
    Set<Path> paths = new HashSet<>(Set.of(link));
    try {
      paths.add(link.toRealPath());
    } catch (IOException notThere) {
      // A device that this host does not show cannot be opened here any more.
      return paths;
    }
    return paths;
  }

  private static Pattern word(Path path) {
    return Pattern.compile("(?<![\\w./-])" + Pattern.quote(path.toString()) + "(?![\\w./-])");
  }

  private static boolean names(List<String> command, List<Pattern> names) {
    return command.stream().anyMatch(word -> names.stream().anyMatch(n -> n.matcher(word).find()));
  }

  private static boolean touches(Set<Path> files, Set<Path> paths) {
    return files.stream().anyMatch(paths::contains);
  }

  private static String program(List<String> command) {
    String path = command.isEmpty() ? "" : command.get(0);
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
