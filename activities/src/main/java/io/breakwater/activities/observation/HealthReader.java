package io.breakwater.activities.observation;

import io.breakwater.activities.cloudstack.CloudStack;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CsMachine;
import io.breakwater.activities.volumedaemon.VolumeDaemonException;
import io.breakwater.inventory.context.ContextRow;
import io.breakwater.inventory.site.Site;
import io.breakwater.observation.HealthView.Owner;
import io.breakwater.observation.Told;
import io.breakwater.plan.HostName;
import io.breakwater.vm.MachineId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Asks for what no plan depends on. A system that refuses, fails or is slow to answer leaves that
 * part unknown and holds nobody up.
 */
final class HealthReader {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Systems systems;
  private final Reads reads;

  HealthReader(Systems systems, Reads reads) {
    this.systems = systems;
    this.reads = reads;
  }

  /** Sends the questions and does not wait for the answers. */
  HealthAnswers ask(ContextRow vm, Site site) {
    CloudStack cloud = systems.cloud();
    String name = HostName.of(vm.vmName());
    CompletableFuture<Told<CsMachine>> appliance = answer(() -> appliance(cloud, site.appliance()));
    return new HealthAnswers(
        appliance,
        appliance.thenCompose(found -> answer(() -> found.then(machine -> owner(cloud, machine)))),
        answer(() -> snapshots(cloud)),
        answer(() -> Told.of(cloud.hosts())),
        answer(() -> Told.of(systems.daemon().health())),
        answer(() -> Told.of(named(cloud, name))));
  }

  private static Told<CsMachine> appliance(CloudStack cloud, MachineId id) {
    String missing =
        "CloudStack shows no VM " + id + ": it is gone, or it belongs to another account";
    return cloud.machine(id).map(Told::of).orElseGet(() -> Told.unknown(missing));
  }

  private static Told<Owner> owner(CloudStack cloud, CsMachine appliance) {
    boolean ours =
        cloud.ownMachinesNamed(appliance.name()).stream()
            .anyMatch(own -> own.id().equals(appliance.id()));
    return Told.of(new Owner(ours, appliance.account()));
  }

  private static Told<Boolean> snapshots(CloudStack cloud) {
    return cloud
        .snapshotsOfRunning()
        .map(Told::of)
        .orElseGet(() -> Told.unknown("this CloudStack does not say"));
  }

  private static List<MachineId> named(CloudStack cloud, String name) {
    return cloud.machinesNamed(name).stream().map(CsMachine::id).toList();
  }

  private <T> CompletableFuture<Told<T>> answer(Supplier<Told<T>> question) {
    return reads
        .begin(() -> answered(question))
        .completeOnTimeout(
            Told.unknown("there was no answer within " + PATIENCE.toSeconds() + " s"),
            PATIENCE.toSeconds(),
            TimeUnit.SECONDS);
  }

  private static <T> Told<T> answered(Supplier<Told<T>> question) {
    try {
      return question.get();
    } catch (CloudStackException | VolumeDaemonException e) {
      return Told.unknown(e.getMessage());
    }
  }
}
