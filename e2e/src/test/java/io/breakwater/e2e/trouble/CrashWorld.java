package io.breakwater.e2e.trouble;

import java.util.Map;

/** The world whose processes are killed; shared by the tests that do so, each leaves it whole. */
final class CrashWorld {
  private CrashWorld() {}

  static TroubleWorld shared() {
    return Shared.INSTANCE;
  }

  private static final class Shared {
    static final TroubleWorld INSTANCE = startWithHook();

    private static TroubleWorld startWithHook() {
      String flush = FlushHold.install(TroubleWorld.directoryOf("crash"));
      // Operations of the daemon are kept in the middle for longer than usual here.
      Map<String, String> tuning =
          Map.of(
              "BREAKWATER_FLUSH", flush,
              "BREAKWATER_DAEMON_LOST_AFTER", "PT6S",
              // The first call is kept until the last VM got to its own.
              "BREAKWATER_CLOUDSTACK_ANSWER", "PT5M");
      TroubleWorld world = TroubleWorld.start("crash", tuning);
      Runtime.getRuntime().addShutdownHook(new Thread(world::close, "crash-world-stop"));
      return world;
    }
  }
}
