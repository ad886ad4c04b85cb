package io.breakwater.plan;

import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Refusal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The planner's answer as Markdown, for people who want to read it before it happens. */
public final class PlanText {
  private PlanText() {}

  /** Numbered steps with what each waits for, or why there are none. */
  public static String of(PlanOutcome outcome) {
    if (outcome instanceof Plan plan) {
      return plan.steps().isEmpty() ? "Nothing is to be done.\n" : steps(plan);
    }
    if (outcome instanceof AwaitFirst await) {
      return "Something is under way; its end decides what is to be done:\n\n"
          + await.pending().stream().map(p -> "- " + p.what() + "\n").collect(Collectors.joining());
    }
    return "Refused:\n\n"
        + ((Refusal) outcome)
            .reasons().stream()
                .map(r -> "- `" + r.code() + "` " + r.found() + ": " + r.todo() + "\n")
                .collect(Collectors.joining());
  }

  private static String steps(Plan plan) {
    StringBuilder text = new StringBuilder();
    plan.warnings().forEach(w -> text.append("> ").append(w).append("\n\n"));
    Map<String, Integer> numbers = new HashMap<>();
    for (PlannedStep step : plan.steps()) {
      int number = numbers.size() + 1;
      text.append(number).append(". ").append(step.title());
      text.append(" (").append(after(step.needs(), numbers));
      text.append("at most ").append(words(step.budget())).append(")\n");
      numbers.put(step.id(), number);
    }
    return text.toString();
  }

  private static String after(List<String> needs, Map<String, Integer> numbers) {
    return needs.isEmpty()
        ? ""
        : needs.stream()
            .map(numbers::get)
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(", ", "after ", "; "));
  }

  private static String words(Duration budget) {
    return budget.toSeconds() % 60 == 0 ? budget.toMinutes() + " min" : budget.toSeconds() + " s";
  }
}
