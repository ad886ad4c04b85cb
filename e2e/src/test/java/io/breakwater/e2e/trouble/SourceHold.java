package io.breakwater.e2e.trouble;

import io.breakwater.simulator.host.HttpHold;
import io.breakwater.simulator.oma.OldOma;
import io.breakwater.simulator.site.ProtectedContext;

/** Keeps what a live failover and its rollback ask of the source: power and a last replication. */
final class SourceHold implements StepHold {
  private final HttpHold request;

  private SourceHold(HttpHold request) {
    this.request = request;
  }

  /** The VMA got the call and did nothing yet. */
  static StepHold power(TroubleWorld world, ProtectedContext vm, String call) {
    String path = "POST /api/v1/vm/" + vm.vmwareVmId() + "/" + call + "$";
    return new SourceHold(world.site().vma().add(new HttpHold(path, "")));
  }

  /** The old appliance was asked for a replication and did not begin it yet. */
  static StepHold syncRequest(TroubleWorld world, ProtectedContext vm) {
    return new SourceHold(
        world.site().oma().add(new HttpHold("POST /api/v1/replications$", vm.vmwareVmId())));
  }

  /** The replication copied all but the last of it. */
  static StepHold syncJob(TroubleWorld world, ProtectedContext vm) {
    OldOma oma = world.site().oma();
    oma.keep(vm.contextId());
    return new StepHold() {
      @Override
      public boolean hasCaught(Run run) {
        return oma.keeps(vm.contextId());
      }

      @Override
      public void release() {
        oma.letGo(vm.contextId());
      }
    };
  }

  @Override
  public boolean hasCaught(Run run) {
    return request.keeps() > 0;
  }

  @Override
  public void release() {
    request.release();
  }
}
