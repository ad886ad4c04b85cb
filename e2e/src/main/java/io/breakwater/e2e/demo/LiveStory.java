package io.breakwater.e2e.demo;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.util.Optional;

/**
 * A live failover of a Windows VM with 3 disks, and what becomes of it.
 *
 * @param committed whether it is made final; else it is taken back, what was written is discarded
 *     as agreed, and the source is powered on again
 */
record LiveStory(boolean committed) implements Story {
  @Override
  public void play(Stage stage) throws InterruptedException {
    ProtectedContext vm = stage.world().site().context("pgtest1");
    OperationRequest live = OperationRequest.of(new ContextId(vm.contextId()));
    boolean up =
        stage.run(
            OperationKind.LIVE_FAILOVER, vm, live, Optional.of(stage.paths().liveFailover(vm)));
    if (!up) {
      return;
    }
    stage.expect(stage.check().failedOverLive(vm), vm);
    stage.problems().addAll(stage.check().source(vm, false));
    if (committed) {
      commit(stage, vm);
    } else {
      rollBack(stage, vm);
    }
  }

  private static void commit(Stage stage, ProtectedContext vm) throws InterruptedException {
    // The oracle cannot know what a person wants: from here on snapshots and protection may go.
    stage.world().simulator().oracle().commit(vm.contextId());
    OperationRequest commit = OperationRequest.of(new ContextId(vm.contextId()));
    stage.run(OperationKind.COMMIT, vm, commit, Optional.of(stage.paths().commit()));
    stage.expect(stage.check().committed(vm), vm);
    stage.problems().addAll(stage.check().source(vm, false));
  }

  private static void rollBack(Stage stage, ProtectedContext vm) throws InterruptedException {
    OperationRequest back =
        OperationRequest.builder(new ContextId(vm.contextId()))
            .askedBy("demo", "the story ends with a rollback")
            .confirmDiscard(true)
            .powerOnSource(true)
            .build();
    stage.run(OperationKind.ROLLBACK, vm, back, Optional.of(stage.paths().liveRollback(vm)));
    stage.expect(stage.check().ready(vm), vm);
    stage.problems().addAll(stage.check().source(vm, true));
  }
}
