package io.breakwater.operation;

import io.breakwater.operation.Batch.BatchRequest;
import io.breakwater.plan.PlanOutcome;
import io.breakwater.step.OperationActivities.PlanRequest;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.ContextStatus;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** VMs {@code web1}, {@code web2} … and what a batch over them is told. */
final class Fleet {
  private static final String VCENTER = "vcenter-1";

  private Fleet() {}

  static List<Candidate> of(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(Fleet::vm).toList();
  }

  static Candidate vm(int number) {
    return vm("web" + number, VCENTER, ContextStatus.ready_for_failover);
  }

  static Candidate vm(String name, String vcenter, ContextStatus status) {
    return new Candidate(new ContextId("ctx-" + name), name, vcenter, "4205-" + name, status);
  }

  static List<String> names(int count) {
    return of(count).stream().map(Candidate::vmName).toList();
  }

  /** The server knows so many VMs, and every plan for one is what this makes of its name. */
  static void knows(OperationServer server, int count, Function<String, PlanOutcome> plan) {
    server.fake().knows(of(count).toArray(Candidate[]::new));
    for (int i = 0; i < count; i++) {
      server.fake().plansBy(OperationKind.TEST_FAILOVER.goal(), r -> plan.apply(nameIn(r)));
    }
  }

  private static String nameIn(PlanRequest request) {
    return request.operation().context().value().substring("ctx-".length());
  }

  static WorkflowStub start(OperationServer server, BatchRequest request) {
    return server.start("Batch", Queues.batchId("1"), request);
  }

  static BatchRequest vms(Integer concurrency, String... names) {
    return request(List.of(names), null, null, concurrency, false, null);
  }

  static BatchRequest filter(VmFilter filter) {
    return request(null, filter, null, null, false, null);
  }

  static BatchRequest stoppingOnFailure(String... names) {
    return request(List.of(names), null, null, 1, true, null);
  }

  static BatchRequest dryRun(String... names) {
    OperationRequest options = OperationRequest.builder(null).dryRun(true).build();
    return request(List.of(names), null, null, null, false, options);
  }

  static BatchRequest groups(List<String> first, List<String> second) {
    return request(null, null, List.of(first, second), null, false, null);
  }

  private static BatchRequest request(
      List<String> vms,
      VmFilter filter,
      List<List<String>> groups,
      Integer concurrency,
      boolean stop,
      OperationRequest options) {
    return new BatchRequest(
        OperationKind.TEST_FAILOVER, vms, filter, groups, concurrency, stop, options);
  }
}
