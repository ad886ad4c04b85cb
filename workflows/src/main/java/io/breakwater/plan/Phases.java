package io.breakwater.plan;

import io.breakwater.plan.PlanOutcome.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Restricts a plan to the phases that a request asks for. A step that is kept needs everything it
 * needed before, unless that may be left out by anybody; what records the goal is left out as soon
 * as something else is, because the goal is not reached then.
 */
final class Phases {
  private final Plan whole;
  private final PlanOptions options;
  private final Map<String, PlannedStep> dropped = new LinkedHashMap<>();
  private final Reasons reasons = new Reasons();

  private Phases(Plan whole, PlanOptions options) {
    this.whole = whole;
    this.options = options;
  }

  static PlanOutcome restrict(PlanOutcome outcome, PlanOptions options) {
    boolean asked = !options.only().isEmpty() || !options.skip().isEmpty();
    return asked && outcome instanceof Plan plan ? new Phases(plan, options).restrict() : outcome;
  }

  private PlanOutcome restrict() {
    refuseUnknown();
    whole.steps().stream().filter(this::isLeftOut).forEach(s -> dropped.put(s.id(), s));
    boolean partial = dropped.values().stream().anyMatch(s -> !s.action().isOptional());
    if (partial) {
      whole.steps().stream().filter(Phases::recordsGoal).forEach(s -> dropped.put(s.id(), s));
    }
    List<PlannedStep> kept = new ArrayList<>();
    for (PlannedStep step : whole.steps()) {
      if (!dropped.containsKey(step.id())) {
        kept.add(rewired(step));
      }
    }
    if (!reasons.isEmpty()) {
      return reasons.refusal();
    }
    List<String> warnings = new ArrayList<>(whole.warnings());
    if (partial) {
      warnings.add("phases are left out: the VM is not " + whole.goal().words() + " then");
    }
    return new Plan(whole.goal(), kept, warnings, partial);
  }

  private void refuseUnknown() {
    Set<String> known = new TreeSet<>();
    for (StepName name : StepName.values()) {
      known.add(name.wire());
    }
    Set<String> asked = new LinkedHashSet<>(options.only());
    asked.addAll(options.skip());
    asked.stream()
        .filter(name -> !known.contains(name))
        .forEach(
            name ->
                reasons.add(
                    "UNKNOWN_PHASE", "no phase is named \"" + name + "\"", "name one of " + known));
  }

  private boolean isLeftOut(PlannedStep step) {
    String name = step.name().wire();
    return options.skip().contains(name)
        || (!options.only().isEmpty()
            && !options.only().contains(name)
            && !(step.action() instanceof Step.HoldReplication)
            && !(step.action() instanceof Step.CloseReplication)
            && !recordsGoal(step));
  }

  private static boolean recordsGoal(PlannedStep step) {
    return step.action() instanceof Step.RecordFailedOver
        || step.action() instanceof Step.RecordReady
        || step.action() instanceof Step.RecordCommitted;
  }

  private PlannedStep rewired(PlannedStep step) {
    Set<String> needs = new LinkedHashSet<>();
    step.needs().forEach(need -> resolve(step, need, needs));
    return new PlannedStep(
        step.id(),
        step.name(),
        step.title(),
        step.queue(),
        step.action(),
        List.copyOf(needs),
        step.budget());
  }

  private void resolve(PlannedStep step, String need, Set<String> needs) {
    PlannedStep missing = dropped.get(need);
    if (missing == null) {
      needs.add(need);
    } else if (missing.action().isOptional()) {
      missing.needs().forEach(further -> resolve(step, further, needs));
    } else {
      reasons.add(
          "PHASE_NEEDED",
          "\"" + step.title() + "\" needs \"" + missing.title() + "\", which is left out",
          "add the phase " + missing.name().wire() + ", or leave out " + step.name().wire());
    }
  }
}
