package io.breakwater.inventory.operation;

import java.util.regex.Pattern;

/**
 * Texts without what means nothing to an operator: names of tools, classes, failure types and API
 * calls, device and file paths, and ids that nobody can read. What exactly was said stands in the
 * worker's log and in the workflow's history.
 */
public final class OperatorWords {
  private static final String UUID = "\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}";

  private static final Pattern DEVICE_AT_THE_END = Pattern.compile(", device /\\S+");
  private static final Pattern DEVICE_PATH = Pattern.compile("/dev/[\\w/.:-]+|remote-vm-[\\w-]+");
  private static final Pattern FILE_PATH = Pattern.compile("(?<![\\w:/])/(?:[\\w.-]+/)+[\\w.-]*");
  private static final Pattern TOOLS =
      Pattern.compile(
          "(?<![a-z])(?:virt-?v2v(?:-in-place)?|virtio(?:-win)?)(?![a-z])",
          Pattern.CASE_INSENSITIVE);

  /** {@code startVirtualMachine {id=…}: }, as failures of CloudStack's API begin. */
  private static final Pattern API_CALL = Pattern.compile("\\b[a-z]+[A-Z]\\w* \\{[^}]*}:? ?");

  private static final Pattern CLASS_NAME =
      Pattern.compile("\\b(?:[a-z]\\w*\\.){2,}[A-Z][\\w.$]*:? ?");

  /** {@code CloudStackError:535: } and the like, the stable types of failures. */
  private static final Pattern FAILURE_TYPE =
      Pattern.compile(
          "\\b(?:[A-Z][A-Za-z]*(?:Error|Exception|Unavailable|Auth|Failed|Missing|Lost|Held|Stalled"
              + "|TimedOut|Refused|Busy|Pending|OfBudget|UnderWay|AsExpected)|SourceNotO(?:n|ff)"
              + "|SourcePowerUnknown|Unknown(?:Source)?Vm|Unexpected|Timeout)(?::\\d+)?: ");

  private static final Pattern ID_IN_BRACKETS = Pattern.compile(" ?\\(" + UUID + "\\)");
  private static final Pattern ID_OF_SOMETHING =
      Pattern.compile(
          "\\b(volume|snapshot|vm|machine|operation|job|injection|network|template|root|host|to|it)"
              + " "
              + UUID,
          Pattern.CASE_INSENSITIVE);

  /** Quoted is what somebody sent us. */
  private static final Pattern ID = Pattern.compile("(?<!')" + UUID);

  /**
   * What is left of {@code (job 4711…)} and of the lower-case vm that texts of calls begin with.
   */
  private static final Pattern JOB_IN_BRACKETS = Pattern.compile(" \\(job\\)");

  private static final Pattern SMALL_VM = Pattern.compile("\\bvm(?=[ :,.]|$)");

  private static final Pattern TIMEOUT_TYPE = Pattern.compile(" \\(TIMEOUT_TYPE_\\w+\\)");

  private OperatorWords() {}

  /** The text in the operator's words; empty when there is none. */
  public static String plain(String text) {
    String plain = text == null ? "" : text;
    // Every text of every answer comes by; few have what these look for.
    if (plain.contains(", device /")) {
      plain = DEVICE_AT_THE_END.matcher(plain).replaceAll("");
    }
    if (plain.indexOf('/') >= 0 || plain.contains("remote-vm")) {
      plain = DEVICE_PATH.matcher(plain).replaceAll("the disk's device");
      plain = FILE_PATH.matcher(plain).replaceAll("a file on the appliance");
    }
    plain = TOOLS.matcher(plain).replaceAll("driver preparation");
    if (plain.indexOf('{') >= 0) {
      plain = API_CALL.matcher(plain).replaceAll("");
    }
    if (plain.indexOf('.') >= 0) {
      plain = CLASS_NAME.matcher(plain).replaceAll("");
    }
    if (plain.indexOf(':') >= 0) {
      plain = FAILURE_TYPE.matcher(plain).replaceAll("");
    }
    plain = TIMEOUT_TYPE.matcher(plain).replaceAll("");
    return plain.indexOf('-') < 0 ? plain : withoutIds(plain);
  }

  private static String withoutIds(String text) {
    String plain = ID_IN_BRACKETS.matcher(text).replaceAll("");
    plain = ID_OF_SOMETHING.matcher(plain).replaceAll("$1");
    plain = JOB_IN_BRACKETS.matcher(plain).replaceAll("");
    plain = SMALL_VM.matcher(plain).replaceAll("VM");
    return ID.matcher(plain).replaceAll("…");
  }
}
