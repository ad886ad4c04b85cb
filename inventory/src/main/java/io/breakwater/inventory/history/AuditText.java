package io.breakwater.inventory.history;

import java.util.Locale;
import java.util.Map;

/** Entries of the audit log, whose words steps look for, as sentences for people. */
final class AuditText {
  private static final Map<String, String> AGREED =
      Map.of(
          "confirmDiscard", "what was written to the live destination may be discarded",
          "unplanned", "the source site is given up",
          "powerOnSource", "the source is powered on afterwards",
          "skipFinalSync", "what the source wrote since the last replication is given up",
          "endOldWork", "what the old system left at work is ended");

  private static final Map<String, String> DECISIONS =
      Map.of(
          "RETRY", "try again",
          "SKIP", "go on without",
          "ROLL_BACK", "roll back",
          "GIVE_UP", "give up");

  private AuditText() {}

  static String of(String what, String why) {
    String said = why == null || why.isBlank() ? "" : ": " + why;
    if (what.equals("HOLDS")) {
      return why == null ? "Waiting for a decision" : why;
    }
    if (what.equals("STILL HOLDS")) {
      return why == null ? "Still waiting for a decision" : "Still: " + why;
    }
    String[] words = what.split(" ", 3);
    String second = words.length > 1 ? words[1] : "";
    if (words[0].equals("CONSENTED") && AGREED.containsKey(second)) {
      return "Agreed that " + AGREED.get(second) + said;
    }
    if (words[0].equals("DECIDED") && DECISIONS.containsKey(second)) {
      return "Decided: " + DECISIONS.get(second) + (words.length > 2 ? " " + words[2] : "") + said;
    }
    // A workflow's type begins with a capital letter and goes on with small ones.
    if (words[0].equals("STARTED") && words.length == 2) {
      return "Started" + said;
    }
    return sentence(what) + said;
  }

  private static String sentence(String constant) {
    String text = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
