package io.breakwater.inventory.operation;

import io.breakwater.operation.OperationResult;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.StepName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A failure in the words of the GUI: no tool names, no device paths, no ids of inner parts. What
 * exactly happened stands in the job's log lines.
 *
 * @param category one of compatibility, network, storage, platform, connectivity, configuration,
 *     unknown
 * @param severity one of info, warning, error, critical
 */
record OperatorMessage(
    String step,
    String stepInternal,
    String text,
    String category,
    String severity,
    List<String> actions) {

  static OperatorMessage of(OperationResult result) {
    String severity = severity(result.end());
    if (result.failures().isEmpty()) {
      return ofReasons(result, severity);
    }
    StepFailure failure = result.failures().get(0);
    String text = OperatorWords.plain(failure.message());
    String category = category(failure.stepName(), failure.type(), failure.message());
    return new OperatorMessage(
        display(failure.stepName()),
        internal(failure.stepName()),
        text,
        category,
        severity,
        actions(result, category));
  }

  private static OperatorMessage ofReasons(OperationResult result, String severity) {
    String category =
        result.reasons().stream()
            .findFirst()
            .map(r -> category(StepName.VALIDATION.wire(), r.code(), r.found()))
            .orElse("unknown");
    return new OperatorMessage(
        StepName.VALIDATION.display(),
        StepName.VALIDATION.wire(),
        OperatorWords.plain(result.summary()),
        category,
        severity,
        actions(result, category));
  }

  private static String category(String step, String type, String message) {
    String facts = (type + " " + message).toLowerCase(Locale.ROOT);
    if (mentions(facts, "unavailable", "refused", "timeout", "timed out", "unreachable")) {
      return "connectivity";
    }
    if (mentions(facts, "auth", "api key", "template", "offering", "mapping", "no_")) {
      return mentions(facts, "network") ? "network" : "configuration";
    }
    if (step.contains("driver") || mentions(facts, "injection")) {
      return "compatibility";
    }
    if (mentions(facts, "network")) {
      return "network";
    }
    if (mentions(step, "volume", "snapshot") || mentions(facts, "volume", "snapshot", "disk")) {
      return "storage";
    }
    return mentions(step, "vm-") ? "platform" : "unknown";
  }

  private static String severity(End end) {
    return switch (end) {
      case COMPLETED, CANCELLED -> "info";
      case REFUSED -> "warning";
      case ROLLED_BACK -> "error";
      case CLEANUP_REQUIRED -> "critical";
    };
  }

  private static List<String> actions(OperationResult result, String category) {
    List<String> named =
        result.reasons().stream().map(Reason::todo).map(OperatorWords::plain).toList();
    if (!named.isEmpty()) {
      return named;
    }
    return switch (result.end()) {
      case CANCELLED -> List.of("Nothing to do: the VM is ready for failover again.");
      case CLEANUP_REQUIRED -> List.of("Look at what was found, then run the cleanup again.");
      default -> List.of(advice(category), "The VM is ready for failover again: try again then.");
    };
  }

  private static String advice(String category) {
    return switch (category) {
      case "connectivity" -> "Check that CloudStack, the Volume Daemon and the appliance answer.";
      case "configuration" ->
          "Check the CloudStack settings, the template and the service offering.";
      case "network" -> "Check the VM's network mappings.";
      case "compatibility" -> "Check that the guest can be prepared for this platform.";
      case "storage" -> "Check the VM's volumes and snapshots in CloudStack.";
      default -> "Look at the job's log lines for the failed step.";
    };
  }

  private static boolean mentions(String text, String... words) {
    return Arrays.stream(words).anyMatch(text::contains);
  }

  private static String display(String stepName) {
    return named(stepName).map(StepName::display).orElse(stepName);
  }

  private static String internal(String stepName) {
    return named(stepName).map(StepName::wire).orElse(stepName);
  }

  /** Failures carry the name either as the constant or as the old system wrote it. */
  private static java.util.Optional<StepName> named(String stepName) {
    return Arrays.stream(StepName.values())
        .filter(n -> n.name().equals(stepName) || n.wire().equals(stepName))
        .findFirst();
  }
}
