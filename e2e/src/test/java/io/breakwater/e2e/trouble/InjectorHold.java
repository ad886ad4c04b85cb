package io.breakwater.e2e.trouble;

import io.breakwater.simulator.injector.InjectorCommand;
import io.breakwater.simulator.site.ProtectedContext;
import java.nio.file.Path;

/** Keeps the driver injection half-written. */
final class InjectorHold implements StepHold {
  private final TroubleWorld world;
  private final ProtectedContext vm;
  private final Path device;

  InjectorHold(TroubleWorld world, ProtectedContext vm) {
    this.world = world;
    this.vm = vm;
    this.device = world.site().links().pathOf(vm.osVolumeId());
    InjectorCommand.behave(device, "wait");
  }

  @Override
  public boolean hasCaught(Run run) {
    return world.cloud().view().disk(vm.osVolumeId()).halfWritten();
  }

  @Override
  public void release() {
    InjectorCommand.behave(device, "ok");
  }
}
