package io.breakwater.worker;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.frame.SourceAtStart;
import io.breakwater.activities.frame.StepFrame;
import io.breakwater.activities.guest.DeviceUsers;
import io.breakwater.activities.replication.FinalSync;
import io.breakwater.activities.replication.Oma;
import io.breakwater.activities.replication.ReplicationLook;
import io.breakwater.activities.source.LiveSourceAtStart;
import io.breakwater.activities.source.SourceLook;
import io.breakwater.activities.source.SourceSite;
import io.breakwater.activities.source.SourceStepActivities;
import io.breakwater.activities.vma.SourcePower;
import io.breakwater.activities.vma.Vma;
import io.breakwater.activities.vma.VmaConfig;
import io.breakwater.activities.volumedaemon.VolumeDaemon;
import io.breakwater.inventory.Inventory;
import io.breakwater.inventory.credential.Credentials;
import java.time.Clock;
import java.time.Duration;

/** What stands between the worker and the source VMs. */
final class SourceAdapters implements AutoCloseable {
  /**
   * An observation must be over while the VMA's end of the tunnel takes connections and the far end
   * is gone; discovery lists a whole vCenter and may take longer.
   */
  private static final Duration LOOK = Duration.ofSeconds(15);

  private final Inventory inventory;
  private final Clock clock;
  private final Vma vma;
  private final Vma briefVma;
  private final Oma oma;
  private final SourceSite site;
  private final SourceLook look;
  private final SourcePower power;
  private final FinalSync sync;
  private final Duration lostAfter;

  SourceAdapters(SourceConfig config, Inventory inventory, Credentials credentials, Clock clock) {
    this.inventory = inventory;
    this.clock = clock;
    this.lostAfter = config.replicationLostAfter();
    this.vma = new Vma(config.vma());
    this.oma = new Oma(config.oma());
    this.site = new SourceSite(inventory.contexts(), credentials, vma);
    VmaConfig given = config.vma();
    this.briefVma =
        new Vma(new VmaConfig(given.baseUrl(), given.connectTimeout(), LOOK, given.powerTimeout()));
    this.look =
        new SourceLook(
            new SourceSite(inventory.contexts(), credentials, briefVma), inventory.liveFailovers());
    this.power = new SourcePower(vma, config.power());
    this.sync =
        new FinalSync(
            oma, inventory.replicationJobs(), inventory.replications(), config.sync(), clock);
  }

  SourceLook look() {
    return look;
  }

  SourceAtStart atStart() {
    return new LiveSourceAtStart(inventory, site, power, look, clock);
  }

  ReplicationLook replication(VolumeDaemon daemon, DeviceUsers users) {
    return new ReplicationLook(inventory, daemon, users::of, briefVma, lostAfter);
  }

  SourceStepActivities steps(StepFrame frame, CloudStackConnections connections) {
    return new SourceStepActivities(frame, inventory, connections, site, power, sync, clock);
  }

  @Override
  public void close() {
    vma.close();
    briefVma.close();
    oma.close();
  }
}
