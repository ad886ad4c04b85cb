package io.breakwater.e2e.trouble;

import java.util.Map;

/** The world whose processes are killed; shared by the tests that do so, each leaves it whole. */
final class CrashWorld {
  private static final SharedWorld SHARED = new SharedWorld("crash", CrashWorld::start);

  private CrashWorld() {}

  static TroubleWorld shared() {
    return SHARED.get();
  }

  private static TroubleWorld start(String name) {
    // Operations of the daemon are kept in the middle for longer than usual here.
    Map<String, String> tuning =
        Map.of(
            "BREAKWATER_DAEMON_LOST_AFTER", "PT6S",
            // The first call is kept until the last VM got to its own.
            "BREAKWATER_CLOUDSTACK_ANSWER", "PT5M");
    return TroubleWorld.start(name, tuning);
  }
}
