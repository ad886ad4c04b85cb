package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What both ways to start a test failover can ask for.
 *
 * @param testDuration null when the test stays until it is ended
 * @param autoCleanup null when only the duration decides
 */
record TestOptions(CommonOptions common, String testDuration, Boolean autoCleanup)
    implements FailoverOptions {
  /** As the old system documents it. */
  static final String DURATION_PATTERN = "^[0-9]+[hm]$";

  static final String DEFAULT_DURATION = "2h";

  private static final List<String> LIVE_ONLY = List.of("unplanned", "when_injection_fails");
  private static final Pattern DURATION = Pattern.compile(DURATION_PATTERN);
  private static final Duration A_YEAR = Duration.ofDays(365);

  /** Reads them; what is wrong is noted in the body. */
  static TestOptions of(RequestBody body) {
    for (String field : LIVE_ONLY) {
      if (body.isPresent(field)) {
        body.problem(field, "is only for a live failover");
      }
    }
    return new TestOptions(CommonOptions.of(body), duration(body), body.flag("auto_cleanup"));
  }

  private static String duration(RequestBody body) {
    String text = body.text("test_duration");
    if (text == null) {
      return null;
    }
    if (!DURATION.matcher(text).matches()) {
      body.problem("test_duration", "must match " + DURATION_PATTERN + ", such as 2h or 30m");
      return null;
    }
    String digits = text.substring(0, text.length() - 1);
    long count = digits.length() > 6 ? Long.MAX_VALUE : Long.parseLong(digits);
    long limit = text.endsWith("h") ? A_YEAR.toHours() : A_YEAR.toMinutes();
    if (count == 0 || count > limit) {
      body.problem("test_duration", "must be between 1m and a year (8760h)");
      return null;
    }
    return text;
  }

  /** Whether the test ends by itself. */
  boolean endsByItself() {
    return autoCleanup == null ? testDuration != null : autoCleanup;
  }

  /** After how long the test ends by itself; empty when it does not. */
  String effectiveDuration() {
    if (!endsByItself()) {
      return "";
    }
    return testDuration == null ? DEFAULT_DURATION : testDuration;
  }

  @Override
  public OperationKind kind() {
    return OperationKind.TEST_FAILOVER;
  }

  @Override
  public String type() {
    return "test";
  }

  @Override
  public OperationRequest toRequest(ContextId context, String jobId, String requestedBy) {
    return common
        .addTo(OperationRequest.builder(context), jobId, requestedBy)
        .endsAfter(testDuration, autoCleanup)
        .build();
  }
}
