package io.breakwater.e2e.demo;

import io.breakwater.operation.OperationKind;
import io.breakwater.operation.OperationRequest;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.Optional;

/**
 * A test failover and its cleanup.
 *
 * @param injection whether the guest needs drivers
 */
record TestStory(String vmName, boolean injection) implements Story {
  @Override
  public void play(Stage stage) throws InterruptedException {
    ProtectedContext vm = stage.world().site().context(vmName);
    OperationRequest request = OperationRequest.of(new ContextId(vm.contextId()));
    Optional<Duration> up = Optional.of(stage.paths().testFailover(vm, injection));
    if (stage.run(OperationKind.TEST_FAILOVER, vm, request, up)) {
      stage.expect(stage.check().failedOver(vm), vm);
      stage.run(OperationKind.CLEANUP, vm, request, Optional.of(stage.paths().cleanup(vm)));
      stage.expect(stage.check().ready(vm), vm);
    }
  }
}
