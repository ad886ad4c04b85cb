package io.breakwater.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects steps; a step's needs must have been added before it. */
final class PlanBuilder {
  private final Map<String, PlannedStep> steps = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();

  /** Adds a step and returns its id. */
  String add(
      String id,
      StepName name,
      String title,
      Step action,
      Duration budget,
      Collection<String> needs) {
    Set<String> known = new LinkedHashSet<>(needs);
    for (String need : known) {
      if (!steps.containsKey(need)) {
        throw new IllegalStateException("step " + id + " needs " + need + ", which is not planned");
      }
    }
    PlannedStep step =
        new PlannedStep(id, name, title, queueOf(action), action, List.copyOf(known), budget);
    if (steps.put(id, step) != null) {
      throw new IllegalStateException("step " + id + " is planned twice");
    }
    return id;
  }

  void warn(String warning) {
    warnings.add(warning);
  }

  boolean isEmpty() {
    return steps.isEmpty();
  }

  boolean has(String id) {
    return steps.containsKey(id);
  }

  /** The steps that no other step needs. */
  List<String> leaves() {
    Set<String> leaves = new LinkedHashSet<>(steps.keySet());
    steps.values().forEach(step -> leaves.removeAll(step.needs()));
    return List.copyOf(leaves);
  }

  /** Those of the ids that are planned; what is not planned is so already. */
  List<String> planned(String... ids) {
    return Arrays.stream(ids).filter(steps::containsKey).toList();
  }

  PlanOutcome.Plan build(Goal goal) {
    return new PlanOutcome.Plan(goal, List.copyOf(steps.values()), warnings);
  }

  private static StepQueue queueOf(Step action) {
    if (action instanceof Step.HoldReplication
        || action instanceof Step.RecordFailedOver
        || action instanceof Step.RecordCommitted
        || action instanceof Step.RecordReady) {
      return StepQueue.INVENTORY;
    }
    if (action instanceof Step.FlushDevices
        || action instanceof Step.InjectDrivers
        || action instanceof Step.CheckGuest
        || action instanceof Step.PowerOffSource
        || action instanceof Step.SyncSource
        || action instanceof Step.PowerOnSource
        || action instanceof Step.CloseReplication) {
      return StepQueue.APPLIANCE;
    }
    if (action instanceof Step.DetachFromAppliance
        || action instanceof Step.AttachAsRoot
        || action instanceof Step.AttachData
        || action instanceof Step.DetachFromMachine
        || action instanceof Step.AttachToAppliance) {
      return StepQueue.DAEMON;
    }
    return StepQueue.CLOUDSTACK;
  }
}
