package io.breakwater.e2e.demo;

import io.breakwater.e2e.demo.Stage.Underway;
import io.breakwater.operation.Decided;
import io.breakwater.operation.Decision;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Progress;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/**
 * A live failover whose destination CloudStack does not start: it holds with the source off, a
 * person mends the cause and decides, and it goes on where it was.
 */
final class HoldStory implements Story {
  private static final int ACCOUNT_LIMIT = 535;

  @Override
  public void play(Stage stage) throws InterruptedException {
    ProtectedContext vm = stage.world().site().context("pgtest1");
    ContextId context = new ContextId(vm.contextId());
    var faults = stage.world().simulator().cloud().faults();
    faults.add(
        Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
            .saying(ACCOUNT_LIMIT, "Maximum number of running CPUs of the account is reached")
            .always());
    Underway live = stage.start(OperationKind.LIVE_FAILOVER, vm, OperationRequest.of(context));
    if (!stage.watcher().followUntil(live, Progress.State.AWAITING_OPERATOR)) {
      stage.problem("it did not hold");
      return;
    }
    stage.say("It holds. A cancel or a rollback would discard live data, so it asks for consent:");
    refuses(stage, live, new Decision(Decision.Choice.ROLL_BACK, null, "anna", "a try", false));
    stage.say("Anna raises the account's limit and decides to go on:");
    faults.clear("startVirtualMachine");
    decide(stage, live, new Decision(Decision.Choice.RETRY, null, "anna", "limit raised", false));
    if (stage.end(live, Optional.empty())) {
      stage.expect(stage.check().failedOverLive(vm), vm);
      stage.problems().addAll(stage.check().audited(vm, "DECIDED RETRY", "anna"));
    }
  }

  private static void refuses(Stage stage, Underway live, Decision decision) {
    try {
      live.workflow().update("decide", Decided.class, decision);
      stage.problem("it rolled live data back without consent");
    } catch (WorkflowUpdateException e) {
      String why =
          e.getCause() instanceof ApplicationFailure refusal
              ? refusal.getOriginalMessage()
              : e.getMessage();
      stage.say("  refused: " + why);
    }
  }

  private static void decide(Stage stage, Underway live, Decision decision) {
    Decided decided = live.workflow().update("decide", Decided.class, decision);
    stage.say("  " + decided.decision() + ": " + decided.next());
  }
}
