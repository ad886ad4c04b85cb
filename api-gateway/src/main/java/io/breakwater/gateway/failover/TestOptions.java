package io.breakwater.gateway.failover;

import io.breakwater.gateway.http.RequestBody;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.vm.ContextId;
import java.util.List;

/**
 * What both ways to start a test failover can ask for.
 *
 * @param testDuration null when the test stays until it is ended
 * @param autoCleanup null when only the duration decides
 */
record TestOptions(CommonOptions common, String testDuration, Boolean autoCleanup)
    implements FailoverOptions {
  static final String DEFAULT_DURATION = "2h";

  private static final List<String> LIVE_ONLY = List.of("unplanned", "when_injection_fails");

  /** Reads them; what is wrong is noted in the body. */
  static TestOptions of(RequestBody body) {
    for (String field : LIVE_ONLY) {
      if (body.isPresent(field)) {
        body.problem(field, "is only for a live failover");
      }
    }
    return new TestOptions(
        CommonOptions.of(body), TestDuration.of(body, "test_duration"), body.flag("auto_cleanup"));
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
