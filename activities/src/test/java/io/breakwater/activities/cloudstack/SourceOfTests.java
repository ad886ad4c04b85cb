package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.SourceAtStart;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.plan.Step.StartMachine.SourceRule;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.OperationId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that is off unless it is said to be on for an operation. */
final class SourceOfTests implements SourceAtStart {
  private final Set<OperationId> on = ConcurrentHashMap.newKeySet();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** One question. */
  record Asked(OperationId operation, SourceRule rule) {}

  @Override
  public void require(OperationRef operation, SourceRule rule, String what) {
    asked.add(new Asked(operation.id(), rule));
    if (rule.isLive() && on.contains(operation.id())) {
      throw StepFailures.precondition(what + ": the source is on");
    }
  }

  void on(OperationRef operation) {
    on.add(operation.id());
  }

  void off(OperationRef operation) {
    on.remove(operation.id());
  }

  /** The rules that were asked for on behalf of the operation. */
  List<SourceRule> asked(OperationRef operation) {
    return asked.stream()
        .filter(question -> question.operation().equals(operation.id()))
        .map(Asked::rule)
        .toList();
  }
}
