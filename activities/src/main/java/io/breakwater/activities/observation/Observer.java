package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.disk.DiskRow;
import io.breakwater.inventory.disk.Guest;
import io.breakwater.inventory.site.Site;
import io.breakwater.observation.ApplianceView;
import io.breakwater.observation.ContextView;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.HealthView.Freshness;
import io.breakwater.observation.MachineState;
import io.breakwater.observation.MachineView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.PendingWork;
import io.breakwater.observation.ReplicationView;
import io.breakwater.observation.SiteView;
import io.breakwater.observation.SourceView;
import io.breakwater.vm.ContextId;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Observes one VM.
 *
 * <p>Everything is asked anew. Whatever does not answer properly ends the observation with that
 * system's exception, so that nothing counts as absent because it could not be asked. Thread-safe.
 */
public final class Observer {
  private final Systems systems;
  private final Executor pool;
  private final Clock clock;

  /**
   * An observer.
   *
   * @param pool where the requests are made; they block
   */
  public Observer(Systems systems, Executor pool, Clock clock) {
    this.systems = systems;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Reads the truth about a VM.
   *
   * @param adopt whether the template ROOT of a machine of ours that was not recorded before a
   *     crash may be recorded now, and a snapshot that only a row of the old system's first engine
   *     names be tracked, and the mark of a disk be written that an operation may have written to
   *     whose end nobody knows; false for a dry run
   * @param askSource whether the VMA is asked after the source VM; a VMA that does not answer does
   *     not end the observation
   * @throws UnknownContext when there is no such context
   */
  public Observation observe(ContextId id, boolean adopt, boolean askSource) {
    Reads reads = new Reads(pool);
    ContextRow context =
        systems.inventory().contexts().find(id).orElseThrow(() -> new UnknownContext(id));
    Site site = systems.inventory().sites().of(id);
    List<DiskRow> disks = systems.inventory().disks().of(id);
    // What is pending is read first: a job that ends meanwhile shows its effect in what is read
    // later.
    PendingReader pending = new PendingReader(systems);
    CompletableFuture<PendingReader.UnderWay> underWay = reads.begin(pending::read);
    CompletableFuture<ApplianceView> appliance = reads.begin(() -> appliance(site));
    CompletableFuture<SiteView> destination =
        reads.begin(() -> new SiteReader(systems, reads).read(site, id));
    CompletableFuture<SourceView> source =
        reads.begin(() -> askSource ? systems.source().of(id) : SourceView.notAsked());
    CompletableFuture<ReplicationView> replication =
        reads.begin(() -> systems.replication().of(id));
    PendingReader.UnderWay before = Reads.get(underWay);
    List<MachineView> machines = new MachineReader(systems, reads).read(context, disks, adopt);
    if (adopt) {
      new SingleSnapshots(systems).track(id, disks);
    }
    List<DiskView> views = new DiskReader(systems, reads).read(id, disks, site, machines, adopt);
    List<PendingWork> work = pending.concerning(before, site.appliance(), machines, views);
    return new Observation(
        contextView(context),
        Reads.get(appliance),
        views,
        machines,
        work,
        Reads.get(replication),
        Reads.get(destination),
        Reads.get(source),
        null);
  }

  /**
   * Reads the truth about a VM, records nothing, and asks besides for what a person wants to know
   * who thinks of a failover. No answer to the latter ends the observation.
   *
   * @param askSource as for an operation
   * @param maxAge from which age on a replica counts as old
   * @throws UnknownContext when there is no such context
   */
  public Observation look(ContextId id, boolean askSource, Duration maxAge) {
    ContextRow context =
        systems.inventory().contexts().find(id).orElseThrow(() -> new UnknownContext(id));
    HealthAnswers answers =
        new HealthReader(systems, new Reads(pool)).ask(context, systems.inventory().sites().of(id));
    Observation seen = observe(id, false, askSource);
    return seen.with(answers.concerning(seen, new Freshness(age(id), maxAge)));
  }

  private Duration age(ContextId id) {
    return systems
        .inventory()
        .replications()
        .lastCompleted(id)
        .map(at -> Duration.between(at, clock.instant()))
        .orElse(null);
  }

  private ApplianceView appliance(Site site) {
    MachineState state =
        systems.cloud().machine(site.appliance()).map(CsMachine::state).orElse(MachineState.ABSENT);
    return new ApplianceView(site.appliance(), state);
  }

  private ContextView contextView(ContextRow row) {
    Guest guest = systems.inventory().disks().guest(row.id());
    return new ContextView(
        row.id(),
        row.vmName(),
        row.vcenterHost(),
        row.vmwareVmId(),
        row.status(),
        row.hold() == null ? null : row.hold().operation(),
        systems.inventory().failoverJobs().lastFailover(row.id()).orElse(null),
        systems.inventory().liveFailovers().startedAndOpen(row.id()).orElse(null),
        guest.os(),
        guest.cpus(),
        guest.memoryMb(),
        guest.nics(),
        guest.firmware(),
        systems.inventory().checks().of(row.id()));
  }
}
