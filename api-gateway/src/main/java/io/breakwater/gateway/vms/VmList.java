package io.breakwater.gateway.vms;

import io.breakwater.gateway.operation.Cached;
import io.breakwater.gateway.operation.Running;
import io.breakwater.gateway.operation.RunningOperations;
import io.breakwater.inventory.Json;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.context.Contexts;
import io.breakwater.inventory.history.OperationHistory;
import io.breakwater.inventory.history.OperationRecord;
import io.breakwater.inventory.history.VmFacts;
import io.breakwater.inventory.history.VmFacts.Facts;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All VMs and how they stand, read at most once a second for all who ask. Thread-safe; calls block.
 */
public final class VmList {
  private static final Duration LIFE = Duration.ofSeconds(1);
  private static final Duration FACTS_LIFE = Duration.ofSeconds(3);

  private final Contexts contexts;
  private final RunningOperations running;
  private final OperationHistory history;
  private final Clock clock;
  private final Cached<Facts> facts;
  private final Cached<List<VmSummary>> all;

  /** Reads from these. */
  public VmList(
      Contexts contexts,
      VmFacts facts,
      RunningOperations running,
      OperationHistory history,
      Clock clock) {
    this.contexts = contexts;
    this.running = running;
    this.history = history;
    this.clock = clock;
    this.facts = new Cached<>(facts::read, FACTS_LIFE, System::nanoTime);
    this.all = new Cached<>(this::read, LIFE, System::nanoTime);
  }

  /** Something was started or ended just now: read again when next asked. */
  public void forget() {
    running.forget();
    facts.forget();
    all.forget();
  }

  /** What needs attention first, then by name. */
  public List<?> everything() {
    return all();
  }

  List<VmSummary> all() {
    return all.get();
  }

  /** One VM; one that was added just now is not in the list that everybody was shown. */
  Optional<VmSummary> find(ContextId context) {
    return in(all(), context)
        .or(
            () -> {
              all.forget();
              return in(all(), context);
            });
  }

  private static Optional<VmSummary> in(List<VmSummary> vms, ContextId context) {
    return vms.stream().filter(vm -> vm.contextId().equals(context.value())).findFirst();
  }

  private List<VmSummary> read() {
    Facts known = facts.get();
    Optional<Map<ContextId, Running>> operations = running.all();
    boolean blind = operations.isEmpty();
    Instant now = clock.instant();
    return contexts.list().stream()
        .map(
            vm ->
                summary(
                    vm, known, operations.map(all -> all.get(vm.id())).orElse(null), blind, now))
        .sorted(
            Comparator.comparing(VmList::urgency)
                .thenComparing(VmSummary::name)
                .thenComparing(VmSummary::contextId))
        .toList();
  }

  private static int urgency(VmSummary vm) {
    if (vm.attention() == null) {
      return 2;
    }
    return vm.attention().level().equals("critical") ? 0 : 1;
  }

  private VmSummary summary(
      ContextRow vm, Facts known, Running operation, boolean blind, Instant now) {
    Instant replicated = known.replicated().get(vm.id());
    Duration age = replicated == null ? null : Duration.between(replicated, now);
    Standing standing =
        new Standing(
            vm, operation, blind, known.liveData().contains(vm.id()), age, lastSummary(vm));
    OperationRecord test = known.tests().get(vm.id());
    return new VmSummary(
        vm.id().value(),
        vm.vmName(),
        vm.vcenterHost(),
        standing.state(),
        standing.attention(),
        test == null ? null : VmSummary.LastTest.of(test),
        replicated == null ? null : VmSummary.Replication.of(replicated, now),
        destination(vm, known.failovers().get(vm.id())),
        operation == null ? null : VmSummary.Operation.of(operation, percent(operation)),
        Actions.of(standing));
  }

  private int percent(Running operation) {
    return history.find(operation.id()).map(OperationRecord::percent).orElse(0);
  }

  private static VmSummary.Destination destination(ContextRow vm, OperationRecord failover) {
    boolean stands =
        vm.status() == ContextStatus.failed_over_test
            || vm.status() == ContextStatus.failed_over_live;
    return stands && failover != null ? VmSummary.Destination.of(failover) : null;
  }

  private static String lastSummary(ContextRow vm) {
    String text = Json.readLeniently(vm.lastOperationSummary()).path("error_message").asText("");
    return text.isBlank() ? null : text;
  }
}
