package io.breakwater.activities.vma;

import java.io.IOException;
import java.util.Locale;

/**
 * What an answer of the VMA means. The only place that decides it.
 *
 * <p>The VMA answers errors as plain text: 400 for missing credentials or a bad body, 404 for a VM
 * that vCenter does not know, 500 for whatever vCenter says, a refused login included; 502 to 504
 * come from the tunnel. Neither the query of a URL nor a body of ours is ever quoted: both hold the
 * password.
 */
final class VmaFailures {
  static final String UNAVAILABLE = "VmaUnavailable";
  static final String VCENTER = "VCenterError";
  static final String UNKNOWN_VM = "UnknownSourceVm";
  static final String REFUSED = "VmaRefused";
  static final String LOGIN_REFUSED = "VCenterLoginRefused";

  private static final int SHOWN = 300;

  private VmaFailures() {}

  /** How to go on after a failed call. */
  enum Verdict {
    /** Not reached, or not able to answer just now. */
    UNAVAILABLE(VmaFailures.UNAVAILABLE, true),
    /** vCenter did not do or tell it this time. */
    VCENTER(VmaFailures.VCENTER, true),
    /** vCenter has no such VM. */
    UNKNOWN_VM(VmaFailures.UNKNOWN_VM, false),
    /** vCenter does not accept the login; another try may lock the account. */
    LOGIN_REFUSED(VmaFailures.LOGIN_REFUSED, false),
    /** The VMA refuses this request and will do so again. */
    REFUSED(VmaFailures.REFUSED, false);

    private final String type;
    private final boolean retryable;

    Verdict(String type, boolean retryable) {
      this.type = type;
      this.retryable = retryable;
    }

    String type() {
      return type;
    }

    boolean retryable() {
      return retryable;
    }
  }

  static Verdict classify(int status, String text) {
    if (status == 404) {
      // Go's router says so of a path that it does not have: then this is no VMA, or another one.
      return text.startsWith("404 page not found") ? Verdict.REFUSED : Verdict.UNKNOWN_VM;
    }
    if (status == 500) {
      return saysLoginRefused(text) ? Verdict.LOGIN_REFUSED : Verdict.VCENTER;
    }
    if (status == 408 || status == 429 || status > 500) {
      return Verdict.UNAVAILABLE;
    }
    return status >= 400 ? Verdict.REFUSED : Verdict.UNAVAILABLE;
  }

  private static boolean saysLoginRefused(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("incorrect user name or password")
        || lower.contains("cannot complete login");
  }

  /**
   * The failure of a call that was answered.
   *
   * @param text without secrets
   */
  static VmaException answered(String tried, int status, String text) {
    Verdict verdict = classify(status, text.strip());
    return new VmaException(
        verdict,
        tried + ": the VMA answered " + status + " (" + shorten(text) + ")" + advice(verdict),
        null);
  }

  private static String advice(Verdict verdict) {
    return switch (verdict) {
      case UNAVAILABLE, VCENTER -> "";
      case UNKNOWN_VM ->
          ". Look for the VM in vCenter; it may have been removed or registered anew.";
      case LOGIN_REFUSED -> ". Correct the stored credentials of this vCenter.";
      case REFUSED -> ". Check the address of the VMA and its version.";
    };
  }

  /** The exception's own text is left out: it may quote the URL. */
  static VmaException notReached(String tried, String url, IOException cause) {
    return new VmaException(
        Verdict.UNAVAILABLE,
        tried
            + ": no answer from the VMA at "
            + url
            + " ("
            + cause.getClass().getSimpleName()
            + "). Check the VMA and the tunnel to it.",
        null);
  }

  /** Neither body nor parser's message is shown: an answer that is no VMA's may hold anything. */
  static VmaException notUnderstood(String tried, String why) {
    return new VmaException(
        Verdict.UNAVAILABLE, tried + ": the answer is not what a VMA sends (" + why + ")", null);
  }

  static VmaException notListed(SourceMachine source) {
    return new VmaException(
        Verdict.UNKNOWN_VM,
        "discover "
            + source.describe()
            + ": vCenter lists no VM of this name with this id. It may have been renamed.",
        null);
  }

  private static String shorten(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
