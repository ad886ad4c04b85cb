package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.NetworkId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What both ways to start a test failover can ask for.
 *
 * @param testDuration null when the test stays until it is ended
 * @param autoCleanup null when only the duration decides
 */
record TestOptions(
    boolean skipValidation,
    boolean skipVirtio,
    String testDuration,
    Boolean autoCleanup,
    Map<String, String> networkMappings) {
  /** As the old system documents it. */
  static final String DURATION_PATTERN = "^[0-9]+[hm]$";

  static final String DEFAULT_DURATION = "2h";

  private static final Pattern DURATION = Pattern.compile(DURATION_PATTERN);
  private static final Duration A_YEAR = Duration.ofDays(365);

  /** Reads them; what is wrong is noted in the body. */
  static TestOptions of(RequestBody body) {
    return new TestOptions(
        body.isSet("skip_validation"),
        body.isSet("skip_virtio"),
        duration(body),
        body.flag("auto_cleanup"),
        body.texts("network_mappings"));
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

  OperationRequest toRequest(ContextId context, String jobId, String requestedBy) {
    Map<String, NetworkId> networks = new LinkedHashMap<>();
    networkMappings.forEach((source, network) -> networks.put(source, new NetworkId(network)));
    return OperationRequest.builder(context)
        .externalJobId(jobId)
        .askedBy(requestedBy, null)
        .skipVirtio(skipVirtio)
        .skipValidation(skipValidation)
        .endsAfter(testDuration, autoCleanup)
        .networkMappings(networks)
        .build();
  }
}
