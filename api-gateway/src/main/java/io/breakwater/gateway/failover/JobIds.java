package io.breakwater.gateway.failover;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationNames;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ids handed to clients. They contain the VM's name because the GUI shows a running job only
 * with the VM whose name is in the id, and fit the 255 characters of {@code external_job_id}.
 */
public final class JobIds {
  /** 255 less the longest prefix, hyphens and the seconds. */
  private static final int LONGEST_NAME = 255 - "rollback-test-failover-".length() - 11;

  private static final Pattern ID =
      Pattern.compile(
          "(?:(?:unified|rollback)-(?:test|live)-failover|cleanup-failed|commit-live-failover)"
              + "-(.+)-[0-9]{10,}",
          Pattern.DOTALL);

  private JobIds() {}

  /** Of an operation that starts now. */
  public static String of(OperationKind kind, String vm, Instant at) {
    return OperationNames.externalJobId(kind, fitting(vm), at);
  }

  /** Of a rollback of a failover of this type, {@code test} or {@code live}. */
  public static String ofRollback(String type, String vm, Instant at) {
    return "rollback-" + type + "-failover-" + fitting(vm) + "-" + at.getEpochSecond();
  }

  /** The VM an id was made for; empty when it is none of ours. */
  static Optional<String> vmOf(String jobId) {
    Matcher matcher = ID.matcher(jobId);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String fitting(String vm) {
    if (vm.length() <= LONGEST_NAME) {
      return vm;
    }
    int end = Character.isHighSurrogate(vm.charAt(LONGEST_NAME - 1)) ? 1 : 0;
    return vm.substring(0, LONGEST_NAME - end);
  }
}
