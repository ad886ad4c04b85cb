package io.breakwater.e2e.trouble;

import static org.awaitility.Awaitility.await;

import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import java.time.Duration;
import java.util.Optional;

/** Takes away what Breakwater depends on, and brings it back after a while. */
final class Outages {
  /** Longer than a retry, a watcher's tick and the daemon's own requests. */
  private static final Duration A_WHILE = Duration.ofMillis(1200);

  private final TroubleWorld world;

  Outages(TroubleWorld world) {
    this.world = world;
  }

  /** Refused connections, then 503, then what it answers when its own database is gone. */
  void ofCloudStack() {
    world.cloud().goAway();
    pass();
    answerEverythingWith(FaultKind.UNAVAILABLE_503);
    world.cloud().comeBack();
    pass();
    answerEverythingWith(FaultKind.HTML_404);
    pass();
    world.cloud().faults().clear();
  }

  void ofTheDaemon() {
    world.site().daemon().stop();
    pass();
    world.site().daemon().start();
  }

  void ofTheDatabase() {
    world.world().database().kill();
    pass();
    world.world().database().restart();
    // The site's own connection finds out by failing.
    await()
        .ignoreExceptions()
        .until(
            () -> world.site().database().first(row -> row.getInt(1), "SELECT 1"),
            Optional::isPresent);
  }

  void ofTheVma() {
    world.site().vma().stop();
    pass();
    world.site().vma().start();
  }

  private void answerEverythingWith(FaultKind kind) {
    world.cloud().faults().clear();
    world.cloud().play(Fault.on("*", kind).always());
  }

  private static void pass() {
    await().pollDelay(A_WHILE).until(() -> true);
  }
}
