package io.breakwater.activities.cloudstack;

import java.util.Locale;
import java.util.Map;

/** Knows how API commands are called in the job list of CloudStack 4.22. */
final class CsJobs {
  private static final Map<String, String> CLASS_OF =
      Map.of(
          "startvirtualmachine", "startvmcmd",
          "stopvirtualmachine", "stopvmcmd",
          "deployvirtualmachine", "deployvmcmd",
          "destroyvirtualmachine", "destroyvmcmd",
          "expungevirtualmachine", "expungevmcmd");

  private CsJobs() {}

  static boolean isCommand(String className, String apiCommand) {
    String api = apiCommand.toLowerCase(Locale.ROOT);
    String prefix = CLASS_OF.getOrDefault(api, api + "cmd");
    return className.toLowerCase(Locale.ROOT).startsWith(prefix);
  }
}
