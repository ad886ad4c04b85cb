package io.breakwater.activities.operation;

import io.breakwater.activities.observation.Observer;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.failover.FailoverStatus;
import io.breakwater.inventory.operation.OperationRow;
import io.breakwater.observation.Observation;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationNames;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.Goal;
import io.breakwater.plan.PlanOptions;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.Planner;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.step.OperationActivities.Planned;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** Observes, plans and records the plan. */
final class Planning {
  /** How many times their budget steps get when a request asks for extended limits. */
  private static final int EXTENDED = 3;

  private final Inventory inventory;
  private final Observer observer;
  private final Planner planner = new Planner();
  private final OperationSettings settings;

  Planning(Inventory inventory, Observer observer, OperationSettings settings) {
    this.inventory = inventory;
    this.observer = observer;
    this.settings = settings;
  }

  Planned plan(PlanRequest request) {
    OperationRef operation = request.operation();
    if (request.dryRun()) {
      Observation seen = look(request);
      return new Planned(plan(seen, request, named(request, seen)), seen);
    }
    inventory.leases().confirm(operation, settings.leaseTtl());
    for (StepFailure failure : request.failures()) {
      inventory.jobLog().stepFailed(operation, failure);
    }
    if (request.goal() == Goal.FAILED_OVER_TEST || request.goal() == Goal.FAILED_OVER_LIVE) {
      inventory.failoverJobs().climb(operation.id(), FailoverStatus.validating);
    }
    Observation seen = observer.observe(operation.context(), true, dependsOnSource(request));
    PlanOutcome outcome = plan(seen, request, request.options());
    if (outcome instanceof Plan plan && !plan.steps().isEmpty()) {
      inventory.jobLog().planRecorded(operation, plan);
    }
    return new Planned(outcome, seen);
  }

  /** What only a person wants to know is asked for when a failover is looked at. */
  private Observation look(PlanRequest request) {
    ContextId vm = request.operation().context();
    return switch (request.goal()) {
      case FAILED_OVER_TEST, FAILED_OVER_LIVE ->
          observer.look(vm, dependsOnSource(request), settings.replicationMaxAge());
      case READY, COMMITTED -> observer.observe(vm, false, dependsOnSource(request));
    };
  }

  /** A test and a plain way back work while the source site is gone. */
  private static boolean dependsOnSource(PlanRequest request) {
    return switch (request.goal()) {
      case FAILED_OVER_LIVE, COMMITTED -> true;
      case READY -> request.options().powerOnSource();
      case FAILED_OVER_TEST -> false;
    };
  }

  /** Nothing was begun, so nobody named the destination yet; its number would be the time. */
  private static PlanOptions named(PlanRequest request, Observation seen) {
    return request
        .options()
        .named(OperationNames.destination(request.goal(), seen.vm().vmName(), Instant.EPOCH));
  }

  private PlanOutcome plan(Observation seen, PlanRequest request, PlanOptions options) {
    PlanOutcome outcome = planner.plan(seen, request.goal(), options);
    int factor = options.extendedLimits() ? EXTENDED : 1;
    return outcome instanceof Plan plan ? withOurBudgets(plan, kind(request), factor) : outcome;
  }

  /** What a dry run is for can be told from its goal, except for the ways back. */
  private Optional<OperationKind> kind(PlanRequest request) {
    if (!settings.budgets().dependOnKind()) {
      return Optional.empty();
    }
    if (!request.dryRun()) {
      return inventory.operations().find(request.operation().id()).map(OperationRow::kind);
    }
    return Stream.of(OperationKind.values())
        .filter(kind -> kind.goal() == request.goal() && request.goal() != Goal.READY)
        .findFirst();
  }

  private Plan withOurBudgets(Plan plan, Optional<OperationKind> kind, int factor) {
    return new Plan(
        plan.goal(),
        plan.steps().stream().map(step -> withOurBudget(step, kind, factor)).toList(),
        plan.warnings(),
        plan.partial());
  }

  private PlannedStep withOurBudget(PlannedStep step, Optional<OperationKind> kind, int factor) {
    long scaled = (long) (step.budget().toMillis() * settings.budgetFactor());
    Duration budget =
        settings.budgets().of(kind, step.action()).orElseGet(() -> Duration.ofMillis(scaled));
    return new PlannedStep(
        step.id(),
        step.name(),
        step.title(),
        step.queue(),
        step.action(),
        step.needs(),
        budget.multipliedBy(factor));
  }
}
