package io.breakwater.activities.replication;

import io.breakwater.activities.frame.StepContext;
import io.breakwater.activities.frame.StepFailures;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.inventory.Inventory;
import io.breakwater.observation.ReplicationView;
import io.breakwater.operation.AuditWords;
import io.breakwater.plan.Step;
import io.breakwater.step.OperationActivities.AuditEntry;
import io.breakwater.step.OperationRef;
import io.breakwater.step.ReplicationSteps;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The steps on the old system's replication; host them only on a worker on the appliance. */
public final class ReplicationStepActivities implements ReplicationSteps {
  private final StepFrame frame;
  private final Inventory inventory;
  private final ReplicationLook look;
  private final Clock clock;

  public ReplicationStepActivities(
      StepFrame frame, Inventory inventory, ReplicationLook look, Clock clock) {
    this.frame = frame;
    this.inventory = inventory;
    this.look = look;
    this.clock = clock;
  }

  @Override
  public StepResult closeReplication(StepCall call) {
    return frame.run(call, step -> CompletableFuture.completedFuture(close(step)));
  }

  private StepResult close(StepContext step) {
    OperationRef operation = step.operation();
    String job = step.action(Step.CloseReplication.class).job();
    ReplicationView now = look.of(operation.context());
    if (now.activeJob() == null) {
      return StepResult.already("replication job " + job + " is over");
    }
    String what = "close replication job " + job + " of " + operation.vmName();
    if (!now.activeJob().equals(job)) {
      throw StepFailures.precondition(
          what + ": job " + now.activeJob() + " is active now. Wait for its end.");
    }
    boolean agreed =
        now.isInDoubt() && inventory.audit().has(operation.id(), AuditWords.endOldWork());
    String found = now.look().found();
    if (!now.isDead() && !agreed) {
      throw StepFailures.precondition(what + ": " + found + ". Wait for its end or cancel it.");
    }
    step.confirm();
    String why = "closed by Breakwater: " + found;
    if (!inventory.replicationJobs().close(operation.context(), job, look.lostAfter(), why)) {
      throw StepFailures.precondition(what + ": it moved just now. Wait for its end or cancel it.");
    }
    inventory
        .audit()
        .record(
            operation,
            new AuditEntry(clock.instant(), "CLOSED REPLICATION", null, found),
            Map.of("job", job, "life", now.look().life().name()));
    return StepResult.done("replication job " + job + " is failed: " + found);
  }
}
