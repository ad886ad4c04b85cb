package io.breakwater.e2e.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.Simulator;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.Site;
import io.breakwater.simulator.site.SiteCheck;
import io.breakwater.simulator.site.SiteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Another appliance in the database of a world: a CloudStack of its own with zone, keys, template
 * and networks, and a Volume Daemon, a VMA, an OMA and devices of its own.
 */
final class SecondSite implements AutoCloseable {
  private final World world;
  private final Path directory;
  private final Simulator simulator;
  private final Site site;

  private SecondSite(World world, Path directory, Simulator simulator, Site site) {
    this.world = world;
    this.directory = directory;
    this.simulator = simulator;
    this.site = site;
  }

  /** Adds it; nobody works there yet. */
  static SecondSite beside(World world, String name) {
    double scale = world.options().timeScale();
    Path directory = world.options().directory().resolve(name);
    Simulator simulator = Simulator.of(SimulatedCloud.builder().timeScale(scale)).start();
    SiteOptions where =
        SiteOptions.of(
                world.databaseAccess().url(),
                world.databaseAccess().user(),
                world.databaseAccess().password(),
                directory,
                simulator.controlUrl(),
                scale)
            .beside(name);
    Site site = Site.open(simulator.cloud(), where);
    simulator.oracle().watchSources(site::sourceRuns);
    site.start();
    return new SecondSite(world, directory, simulator, site);
  }

  /** A worker that runs there. */
  JavaProcess startWorker(String name) {
    return world.startWorker(
        name,
        Map.of(
            "BREAKWATER_APPLIANCE",
            appliance(),
            "BREAKWATER_DAEMON_URL",
            site.daemon().url(),
            "BREAKWATER_VMA_URL",
            site.vma().url(),
            "BREAKWATER_OMA_URL",
            site.oma().url(),
            "BREAKWATER_INJECTOR",
            site.injectorCommand().toString(),
            "BREAKWATER_STATE_DIR",
            directory.resolve("state").toString(),
            "BREAKWATER_INSTALLATION",
            "second"));
  }

  String appliance() {
    return site.applianceVmId();
  }

  SimulatedCloud cloud() {
    return simulator.cloud();
  }

  Site site() {
    return site;
  }

  /** A Windows VM with two disks, ready for failover there. */
  ProtectedContext windowsVm(String what) {
    return site.protect(ProtectedVm.named(TroubleWorld.freshName(what)).disks(40, 50));
  }

  /** A machine runs there on the VM's disks, and nothing was done that must not be. */
  void assertFailedOver(ProtectedContext vm) {
    assertThat(cloud().view().vms())
        .filteredOn(m -> vm.contextId().equals(m.details().get("breakwater.context")))
        .singleElement()
        .satisfies(
            machine -> {
              assertThat(machine.state()).isEqualTo("Running");
              assertThat(cloud().view().volumes())
                  .filteredOn(volume -> vm.volumeIds().contains(volume.id()))
                  .hasSameSizeAs(vm.volumeIds())
                  .allMatch(volume -> volume.isOn(machine.id()));
            });
    assertThat(simulator.oracle().violations()).isEmpty();
  }

  /** Every disk is clean on the appliance, and nothing is left over. */
  void assertReady(ProtectedContext... vms) {
    for (ProtectedContext vm : vms) {
      assertThat(new SiteCheck(site).notReady(vm)).isEmpty();
      simulator.endState().assertAtRest(List.of(vm.contextId()));
    }
    assertThat(simulator.oracle().violations()).isEmpty();
  }

  @Override
  public void close() {
    site.close();
    simulator.close();
  }
}
