package io.breakwater.activities.operation;

import io.breakwater.operation.OperationKind;
import io.breakwater.plan.Step;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Time budgets that the operator of a worker sets instead of the usual ones, per step type and,
 * where it is named, per kind of operation. They are taken as they are: the budget factor does not
 * scale them.
 */
public final class StepBudgets {
  /** A check brings its own limit. */
  private static final List<String> STEPS =
      Stream.of(Step.class.getPermittedSubclasses())
          .map(Class::getSimpleName)
          .filter(name -> !name.equals(Step.CheckGuest.class.getSimpleName()))
          .sorted()
          .toList();

  private static final List<String> KINDS =
      Stream.of(OperationKind.values()).map(OperationKind::workflowType).toList();

  private final Map<String, Duration> budgets;

  private StepBudgets(Map<String, Duration> budgets) {
    this.budgets = Map.copyOf(budgets);
  }

  /** The usual budgets. */
  public static StepBudgets usual() {
    return new StepBudgets(Map.of());
  }

  /**
   * Reads them from a list such as {@code TakeSnapshot=PT10M,LiveFailover/StartMachine=PT5M}.
   *
   * @throws IllegalArgumentException that names the part which makes no sense, and what would
   */
  public static StepBudgets of(String list) {
    Map<String, Duration> budgets = new HashMap<>();
    for (String part : list.split(",")) {
      if (!part.isBlank()) {
        add(part.strip(), budgets);
      }
    }
    return new StepBudgets(budgets);
  }

  private static void add(String part, Map<String, Duration> budgets) {
    String[] sides = part.split("=", -1);
    require(sides.length == 2, part, "write a step and its budget, such as TakeSnapshot=PT10M");
    String whose = sides[0].strip();
    int slash = whose.indexOf('/');
    String step = whose.substring(slash + 1);
    require(STEPS.contains(step), part, "the steps are " + String.join(", ", STEPS));
    require(
        slash < 0 || KINDS.contains(whose.substring(0, slash)),
        part,
        "the operations are " + String.join(", ", KINDS));
    Duration budget = duration(sides[1].strip());
    require(
        budget.compareTo(Duration.ofSeconds(1)) >= 0,
        part,
        "a budget is a duration from a second on, such as PT10M");
    require(budgets.put(whose, budget) == null, part, "it is given twice");
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      return Duration.ZERO;
    }
  }

  private static void require(boolean condition, String part, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("\"" + part + "\": " + otherwise);
    }
  }

  /** Whether a kind of operation makes a difference. */
  boolean dependOnKind() {
    return budgets.keySet().stream().anyMatch(whose -> whose.contains("/"));
  }

  /** The budget of the step in an operation of this kind, where one is set. */
  Optional<Duration> of(Optional<OperationKind> kind, Step step) {
    return kind.map(k -> budgets.get(k.workflowType() + "/" + step.type()))
        .or(() -> Optional.ofNullable(budgets.get(step.type())));
  }
}
