package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.e2e.world.JavaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What hits all operations of a wave at once. */
final class Blows {
  private static final Duration OUTAGE = Duration.ofMillis(800);

  private final SweepWorld world;

  Blows(SweepWorld world) {
    this.world = world;
  }

  /**
   * Strikes, and leaves one worker running.
   *
   * @param letGo lets go what waits for the blow; run once, when the blow has come
   */
  void strike(Blow blow, Runnable letGo) {
    switch (blow) {
      case NONE -> letGo.run();
      case KILL -> {
        world.worker().kill();
        letGo.run();
        world.startWorker();
      }
      case FREEZE -> freeze(letGo, SweepWorld.HEARTBEAT.plusSeconds(1));
      case LONG_FREEZE -> freeze(letGo, SweepWorld.LEASE.plusSeconds(2));
      case DAEMON_RESTART -> {
        world.world().site().daemon().stop();
        letGo.run();
        world.world().site().daemon().start();
      }
      case DATABASE_CUT -> {
        world.database().cut();
        letGo.run();
        pause(OUTAGE);
        world.database().mend();
      }
    }
  }

  /** Another worker takes over meanwhile; afterwards the frozen one has its say, then goes. */
  private void freeze(Runnable letGo, Duration time) {
    JavaProcess frozen = world.worker();
    signal(frozen, "-STOP");
    long since = System.nanoTime();
    letGo.run();
    world.startWorker();
    pause(time.minusNanos(System.nanoTime() - since));
    signal(frozen, "-CONT");
    pause(SweepWorld.HEARTBEAT);
    frozen.close();
  }

  private static void signal(JavaProcess process, String signal) {
    try {
      Process kill =
          new ProcessBuilder("kill", signal, String.valueOf(process.pid())).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("kill " + signal + " " + process.pid() + " failed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("kill " + signal, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker was being stopped", e);
    }
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(Math.max(0, time.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a blow", e);
    }
  }
}
