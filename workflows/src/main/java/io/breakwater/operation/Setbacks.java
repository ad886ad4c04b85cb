package io.breakwater.operation;

import io.breakwater.operation.Pursuit.Outcome;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.PlanOutcome.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What stood in the way of an operation: steps that failed, and why there was no plan. */
final class Setbacks {
  private final List<StepFailure> failures = new ArrayList<>();
  private List<Reason> reasons = List.of();
  private boolean cleanupRequired;
  private int answered;

  void failed(List<StepFailure> more) {
    failures.addAll(more);
  }

  void refused(Refusal refusal) {
    reasons = refusal.reasons();
    cleanupRequired = refusal.cleanupRequired();
  }

  void refused(String code, String found, String todo) {
    reasons = List.of(new Reason(code, found, todo));
    cleanupRequired = false;
  }

  /** What was waited for does not come to its end. */
  Outcome doesNotEnd(AwaitFirst await, String found) {
    String todo =
        await.pending().stream()
            .map(work -> work.kind().whenStuck())
            .distinct()
            .collect(Collectors.joining("; "));
    refused("STILL_UNDER_WAY", found, todo);
    return Outcome.UNREACHABLE;
  }

  /** A person knows of all this and decided to go on. */
  void decided() {
    answered = failures.size();
    reasons = List.of();
    cleanupRequired = false;
  }

  /** Why going on for the same goal cannot help; empty when it may. */
  String whyNoRetry() {
    return failures.stream().anyMatch(f -> f.type().equals(Failures.DEPLOY_FAILED))
        ? "the destination cannot be used, and an operation deploys only one: ROLL_BACK removes it"
            + " and brings the disks home, then start again"
        : "";
  }

  List<StepFailure> failures() {
    return List.copyOf(failures);
  }

  List<Reason> reasons() {
    return reasons;
  }

  /** Whether a person has to look at the VM. */
  boolean cleanupRequired() {
    return cleanupRequired;
  }

  /** The newest failure in one sentence. */
  String latest() {
    return sentence(failures.get(failures.size() - 1));
  }

  /** The first failure since a person last decided. */
  String whatFailed(OperationKind kind) {
    return failures.stream()
        .skip(answered)
        .findFirst()
        .map(Setbacks::sentence)
        .orElseGet(
            () ->
                reasons.isEmpty()
                    ? "the " + kind.title().toLowerCase(Locale.ROOT) + " was cancelled"
                    : "it could not go on: " + whyRefused());
  }

  private static String sentence(StepFailure failure) {
    return failure.title() + " failed (" + failure.type() + ": " + failure.message() + ")";
  }

  /** What can be done about several findings is said once. */
  String whyRefused() {
    Map<String, String> foundByTodo = new LinkedHashMap<>();
    reasons.forEach(
        r ->
            foundByTodo.merge(
                r.todo(), r.found() + " (" + r.code() + ")", (one, other) -> one + ", " + other));
    return foundByTodo.entrySet().stream()
        .map(entry -> entry.getValue() + ": " + entry.getKey())
        .collect(Collectors.joining("; "));
  }
}
