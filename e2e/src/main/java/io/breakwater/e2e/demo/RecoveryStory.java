package io.breakwater.e2e.demo;

import io.breakwater.e2e.demo.Stage.Underway;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.operation.Progress.StepState;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.util.Optional;

/**
 * A test failover that somebody terminates half-way, with disks here and there and jobs in flight,
 * and the recovery that finds out by itself what there is to do.
 */
final class RecoveryStory implements Story {
  @Override
  public void play(Stage stage) throws InterruptedException {
    ProtectedContext vm = stage.world().site().context("pgtest1");
    OperationRequest request = OperationRequest.of(new ContextId(vm.contextId()));
    Underway failover = stage.start(OperationKind.TEST_FAILOVER, vm, request);
    boolean halfWay =
        stage
            .watcher()
            .followUntil(
                failover,
                progress ->
                    progress.steps().stream()
                        .anyMatch(
                            step ->
                                step.id().equals("attach/disk-2001")
                                    && step.state() == StepState.DONE));
    if (!halfWay) {
      stage.problem("the failover ended before it could be terminated");
      return;
    }
    failover.workflow().terminate("demo: somebody pulled the plug");
    stage.say(
        "Terminated: nothing was undone, a disk is away, jobs and drivers go on by themselves. The"
            + " recovery first waits until the dead operation's lease ran out (90 s).");
    if (stage.run(OperationKind.RECOVERY, vm, request, Optional.empty())) {
      stage.expect(stage.check().ready(vm), vm);
    }
  }
}
