package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import java.time.Duration;
import java.util.regex.Pattern;

/** After how long a test ends by itself, such as {@code 2h} or {@code 30m}. */
public final class TestDuration {
  /** As the old system documents it. */
  static final String PATTERN_TEXT = "^[0-9]+[hm]$";

  private static final Pattern PATTERN = Pattern.compile(PATTERN_TEXT);
  private static final Duration A_YEAR = Duration.ofDays(365);

  private TestDuration() {}

  /** Null when there is none; what is wrong is noted in the body. */
  public static String of(RequestBody body, String field) {
    String text = body.text(field);
    if (text == null) {
      return null;
    }
    if (!PATTERN.matcher(text).matches()) {
      body.problem(field, "must match " + PATTERN_TEXT + ", such as 2h or 30m");
      return null;
    }
    String digits = text.substring(0, text.length() - 1);
    long count = digits.length() > 6 ? Long.MAX_VALUE : Long.parseLong(digits);
    long limit = text.endsWith("h") ? A_YEAR.toHours() : A_YEAR.toMinutes();
    if (count == 0 || count > limit) {
      body.problem(field, "must be between 1m and a year (8760h)");
      return null;
    }
    return text;
  }
}
