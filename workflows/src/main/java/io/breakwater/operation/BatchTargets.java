package io.breakwater.operation;

import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.step.OperationActivities;
import io.breakwater.vm.ContextId;
import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the VMs that a batch is about, or refuses it as a whole with all that is wrong. */
final class BatchTargets {
  private final BatchRequest request;
  private final List<Reason> reasons = new ArrayList<>();
  private final OperationActivities activities =
      Workflow.newActivityStub(
          OperationActivities.class,
          ActivityOptions.newBuilder()
              .setStartToCloseTimeout(Duration.ofSeconds(30))
              .setScheduleToCloseTimeout(Duration.ofMinutes(5))
              .setSummary("Find the VMs")
              .build());

  private BatchTargets(BatchRequest request) {
    this.request = request;
  }

  /**
   * The VMs, by group.
   *
   * @throws ApplicationFailure type {@code Refused} with the {@link Reason}s as detail
   */
  static List<List<Candidate>> of(BatchRequest request) {
    BatchTargets targets = new BatchTargets(request);
    targets.check();
    targets.refuseIfAny();
    List<List<Candidate>> groups = targets.find();
    targets.checkFound(groups);
    targets.refuseIfAny();
    return groups;
  }

  private void check() {
    if (request.operation() == null) {
      refuse(
          "NO_OPERATION",
          "\"operation\" is missing",
          "give one of " + List.of(OperationKind.values()));
    }
    long ways =
        Stream.of(request.vms(), request.filter(), request.groups())
            .filter(Objects::nonNull)
            .count();
    if (ways != 1) {
      refuse("NO_TARGET", ways + " of vms, filter and groups are given", "give exactly one");
    }
    if (request.filter() != null && request.filter().isOpen()) {
      refuse(
          "OPEN_FILTER",
          "the filter would mean every VM",
          "give a status, vcenterHost or nameContains");
    }
    int concurrency = concurrency(request);
    if (concurrency < 1 || concurrency > Batch.MAX_CONCURRENCY) {
      refuse("CONCURRENCY", "concurrency is " + concurrency, "give 1 to " + Batch.MAX_CONCURRENCY);
    }
    checkOptions();
  }

  static int concurrency(BatchRequest request) {
    return request.concurrency() == null ? Batch.DEFAULT_CONCURRENCY : request.concurrency();
  }

  /** What every VM's operation would refuse. */
  private void checkOptions() {
    OperationRequest options = request.options();
    if (options == null) {
      return;
    }
    TestEnd.of(options);
    if (options.isReasonMissing() && !options.dryRun()) {
      refuse(
          "REASON_MISSING",
          "an unplanned live failover leaves the source as it is",
          "give the reason in \"options.reason\": it is kept in the audit log");
    }
  }

  private List<List<Candidate>> find() {
    if (request.filter() != null) {
      return List.of(activities.listVms(request.filter()));
    }
    List<List<String>> names = request.groups() == null ? List.of(request.vms()) : request.groups();
    refuseTooMany(names.stream().mapToInt(List::size).sum());
    refuseIfAny();
    return names.stream()
        .map(group -> group.stream().map(this::resolve).toList())
        .toList() // every look-up is started before one is awaited
        .stream()
        .map(group -> group.stream().map(this::only).filter(Objects::nonNull).toList())
        .toList();
  }

  private Found resolve(String name) {
    return name == null || name.isBlank()
        ? new Found("", Workflow.newPromise(List.of()))
        : new Found(name, Async.function(activities::resolveVm, name));
  }

  private Candidate only(Found found) {
    List<Candidate> candidates = found.candidates().get();
    if (candidates.isEmpty()) {
      refuse(
          Failures.UNKNOWN_VM,
          "no VM is named \"" + found.name() + "\"",
          "see GET /api/v1/vm-contexts for the names");
    } else if (candidates.size() > 1) {
      refuse(
          Failures.AMBIGUOUS_VM,
          candidates.size() + " VMs are named \"" + found.name() + "\"",
          "give one of the context ids "
              + candidates.stream().map(c -> c.contextId().value()).toList());
    }
    return candidates.size() == 1 ? candidates.get(0) : null;
  }

  private void checkFound(List<List<Candidate>> groups) {
    List<Candidate> all = groups.stream().flatMap(Collection::stream).toList();
    refuseTooMany(all.size());
    if (all.isEmpty() && reasons.isEmpty()) {
      refuse("NO_VM", "no VM is meant by this batch", "name VMs, or widen the filter");
    }
    Map<ContextId, Integer> times = new HashMap<>();
    for (Candidate vm : all) {
      if (times.merge(vm.contextId(), 1, Integer::sum) == 2) {
        refuse("TWICE", vm.vmName() + " (" + vm.contextId() + ") is given twice", "name it once");
      }
    }
  }

  private void refuseTooMany(int count) {
    if (count > Batch.MAX_VMS) {
      refuse(
          "TOO_MANY",
          count + " VMs are too many",
          "start a batch for each " + Batch.MAX_VMS + " VMs");
    }
  }

  private void refuse(String code, String found, String todo) {
    reasons.add(new Reason(code, found, todo));
  }

  private void refuseIfAny() {
    if (!reasons.isEmpty()) {
      String text =
          reasons.stream()
              .map(r -> r.found() + " (" + r.code() + "): " + r.todo())
              .collect(Collectors.joining("; "));
      throw ApplicationFailure.newNonRetryableFailure(
          "nothing was started: " + text, Failures.REFUSED, List.copyOf(reasons));
    }
  }

  private record Found(String name, Promise<List<Candidate>> candidates) {}
}
