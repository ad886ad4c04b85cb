package io.breakwater.activities.source;

import io.breakwater.activities.replication.FinalSync;
import io.breakwater.activities.replication.Oma;
import io.breakwater.activities.replication.OmaConfig;
import io.breakwater.activities.replication.SyncLimits;
import io.breakwater.activities.vma.SourcePower;
import io.breakwater.activities.vma.SourcePowerLimits;
import io.breakwater.activities.vma.Vma;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.activities.volumedaemon.ApplianceBench;
import io.breakwater.activities.volumedaemon.ProtectedBench;
import io.breakwater.activities.volumedaemon.StepBench;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.credential.CredentialKey;
import io.breakwater.inventory.credential.Credentials;
import io.breakwater.inventory.live.LiveFailoverRow;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.vm.ContextId;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** A simulated site with what stands between a worker and its source VMs. */
public final class SourceBench implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(50);

  private final ApplianceBench appliance;
  private final Vma vma;
  private final Oma oma;
  private final SourceSite site;
  private final SourceLook look;
  private final SourcePower power;
  private final StepBench temporal;

  /** Opens a site in this directory. */
  public SourceBench(Path directory) {
    appliance = new ApplianceBench(directory);
    Inventory inventory = appliance.inventory();
    vma = new Vma(VmaConfig.at(URI.create(appliance.site().vma().url())));
    oma = new Oma(OmaConfig.at(URI.create(appliance.site().oma().url())));
    site =
        new SourceSite(
            inventory.contexts(), new Credentials(appliance.jdbi(), CredentialKey.none()), vma);
    look = new SourceLook(site, inventory.liveFailovers());
    Duration limit = Duration.ofSeconds(3);
    power = new SourcePower(vma, new SourcePowerLimits(LOOK, limit, limit, limit));
    temporal = new StepBench(steps());
  }

  private SourceStepActivities steps() {
    Inventory inventory = appliance.inventory();
    SyncLimits limits =
        new SyncLimits(LOOK, Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMillis(300));
    FinalSync sync =
        new FinalSync(
            oma, inventory.replicationJobs(), inventory.replications(), limits, Clock.systemUTC());
    return new SourceStepActivities(
        appliance.frame(),
        inventory,
        appliance.connections(),
        site,
        power,
        sync,
        Clock.systemUTC());
  }

  LiveSourceAtStart atStart() {
    return new LiveSourceAtStart(inventory(), site, power, look, Clock.systemUTC());
  }

  SourceLook look() {
    return look;
  }

  StepBench temporal() {
    return temporal;
  }

  /** The site underneath. */
  public ApplianceBench appliance() {
    return appliance;
  }

  public Inventory inventory() {
    return appliance.inventory();
  }

  ProtectedBench protect() {
    return appliance.protect(1);
  }

  Optional<LiveFailoverRow> live(ProtectedBench vm) {
    return inventory().liveFailovers().find(vm.operation().id());
  }

  boolean isOn(ProtectedContext vm) {
    return appliance.site().vma().isOn(vm.vcenter(), vm.vmwareVmId());
  }

  /** Switches the source as a person in vCenter would. */
  void setPower(ProtectedContext vm, boolean on) {
    appliance.site().vma().setPower(vm.vcenter(), vm.vmwareVmId(), on);
  }

  void update(String sql, Object... arguments) {
    try {
      appliance.site().database().update(sql, arguments);
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  static ContextId context(ProtectedBench vm) {
    return vm.operation().context();
  }

  @Override
  public void close() {
    temporal.close();
    vma.close();
    oma.close();
    appliance.close();
  }
}
