package io.breakwater.activities.guest;

import io.breakwater.activities.guest.ProcFs.Stat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session of processes, told by its leader's pid and start time, so that a later process with the
 * same pid is not mistaken for it.
 */
public record ProcessGroup(long leader, long startTicks) {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessGroup.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** The session that this process leads, or will once it called {@code setsid}; empty if gone. */
  public static Optional<ProcessGroup> ledBy(Process process) {
    return ProcFs.stat(process.pid()).map(stat -> new ProcessGroup(stat.pid(), stat.startTicks()));
  }

  /** Whether anything of it still runs, be it without its leader. */
  boolean isAlive() {
    return !members().isEmpty();
  }

  /**
   * Every running process of the session, and what those started in sessions of their own (sudo
   * does).
   */
  List<Stat> members() {
    Optional<Stat> atPid = ProcFs.stat(leader);
    if (atPid.isPresent() && atPid.get().startTicks() != startTicks) {
      // The kernel gives a pid away only when no process and no session uses it any more.
      return List.of();
    }
    List<Stat> running = ProcFs.running();
    Set<Long> pids = new HashSet<>();
    running.stream()
        .filter(p -> p.session() == leader && p.startTicks() >= startTicks)
        .forEach(p -> pids.add(p.pid()));
    boolean grown = true;
    while (grown) {
      grown =
          running.stream().filter(p -> pids.contains(p.parent())).anyMatch(p -> pids.add(p.pid()));
    }
    return running.stream().filter(p -> pids.contains(p.pid())).toList();
  }

  /** Asks every member to end. */
  void terminate() {
    signal(false);
  }

  /** Kills every member. */
  public void kill() {
    signal(true);
  }

  /**
   * Ends it: asks first, kills after the grace time.
   *
   * @return whether nothing of it is left
   */
  boolean end(Duration grace) throws InterruptedException {
    terminate();
    if (awaitGone(grace)) {
      return true;
    }
    long rounds = Math.max(1, Duration.ofSeconds(10).dividedBy(LOOK));
    for (long i = 0; i < rounds && isAlive(); i++) {
      kill();
      Thread.sleep(LOOK.toMillis());
    }
    return !isAlive();
  }

  private boolean awaitGone(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (isAlive()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      Thread.sleep(LOOK.toMillis());
    }
    return true;
  }

  private void signal(boolean forcibly) {
    for (Stat member : members()) {
      ProcessHandle.of(member.pid())
          .filter(handle -> ProcFs.stat(member.pid()).filter(member::sameAs).isPresent())
          .ifPresent(handle -> send(handle, forcibly));
    }
  }

  static void send(ProcessHandle handle, boolean forcibly) {
    boolean sent = forcibly ? handle.destroyForcibly() : handle.destroy();
    if (!sent && handle.isAlive()) {
      LOG.warn("process {} could not be signalled: not ours?", handle.pid());
    }
  }
}
