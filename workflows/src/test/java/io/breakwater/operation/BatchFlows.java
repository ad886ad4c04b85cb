package io.breakwater.operation;

import static io.breakwater.plan.Goal.FAILED_OVER_TEST;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.util.List;

/** Whole batches over VMs of one step. */
final class BatchFlows {
  private BatchFlows() {}

  static WorkflowStub completed(OperationServer server) {
    Fleet.knows(server, 3, vm -> Plans.to(FAILED_OVER_TEST, Plans.named("step/" + vm)));
    return Flows.ended(server, Fleet.start(server, Fleet.vms(2, "web1", "web2", "web3")));
  }

  static WorkflowStub incomplete(OperationServer server) {
    Fleet.knows(
        server,
        5,
        vm ->
            vm.equals("web2")
                ? Plans.refusal("NO_TEST_NETWORK", false)
                : Plans.to(FAILED_OVER_TEST, Plans.named("step/" + vm)));
    List<String> first = List.of("web1", "web2", "web3");
    return Flows.ended(server, Fleet.start(server, Fleet.groups(first, List.of("web4", "web5"))));
  }

  static WorkflowStub cancelled(OperationServer server) {
    Fleet.knows(server, 2, vm -> Plans.to(FAILED_OVER_TEST, Plans.named("step/" + vm)));
    Gate step = server.fake().holds("step/web1");
    WorkflowStub batch = Fleet.start(server, Fleet.vms(1, "web1", "web2"));
    step.awaitReached();
    batch.cancel();
    server.awaitEvent(
        server.find("vm/ctx-web1"), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    step.open();
    return Flows.ended(server, batch);
  }
}
