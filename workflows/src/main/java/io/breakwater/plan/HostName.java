package io.breakwater.plan;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A host name that CloudStack accepts, from any VM name. */
public final class HostName {
  private static final int MAX_LENGTH = 63;
  private static final Pattern TEST_SUFFIX = Pattern.compile("-test-\\d+$");

  private HostName() {}

  /**
   * Lower case, digits and single hyphens; a leading digit gets the prefix {@code vm-}; at most 63
   * characters, shortened in front of a {@code -test-<number>} suffix, which keeps names apart.
   */
  public static String of(String displayName) {
    String ascii = Normalizer.normalize(displayName, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    String name =
        ascii
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9-]", "-")
            .replaceAll("-+", "-")
            .replaceAll("^-|-$", "");
    if (name.isEmpty()) {
      return "test-vm";
    }
    if (Character.isDigit(name.charAt(0))) {
      name = "vm-" + name;
    }
    return name.length() <= MAX_LENGTH ? name : shorten(name);
  }

  private static String shorten(String name) {
    Matcher matcher = TEST_SUFFIX.matcher(name);
    String suffix = matcher.find() ? matcher.group() : "";
    String head = name.substring(0, MAX_LENGTH - suffix.length()).replaceAll("-$", "");
    return head + suffix;
  }
}
