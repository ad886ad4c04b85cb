package io.breakwater.activities.cloudstack;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.activities.await.JobEnd;
import io.breakwater.activities.cloudstack.CloudStackException.Kind;
import io.breakwater.plan.MachineSpec;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.NetworkId;
import io.breakwater.vm.SnapshotId;
import io.breakwater.vm.VolumeId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** {@link CloudStack} over jclouds. */
final class JcloudsCloudStack implements CloudStack {
  private final CloudStackSession session;
  private final CloudStackLists lists;

  JcloudsCloudStack(CloudStackSession session) {
    this.session = session;
    this.lists = new CloudStackLists(session);
  }

  @Override
  public List<CsMachine> machines(Collection<MachineId> ids) {
    return lists.byIds(ids, MachineId::value, lists::machines, m -> m.id().value());
  }

  @Override
  public List<CsMachine> machinesNamed(String name) {
    // Matches exactly in CloudStack 4.22; older ones match a part.
    return lists.machines(Query.of("name", name)).stream()
        .filter(machine -> machine.name().equals(name))
        .toList();
  }

  @Override
  public List<CsMachine> machinesLike(String keyword) {
    return lists.machines(Query.of("keyword", keyword));
  }

  @Override
  public List<CsMachine> ownMachinesNamed(String name) {
    return lists.ownMachines(Query.of("name", name)).stream()
        .filter(machine -> machine.name().equals(name))
        .toList();
  }

  @Override
  public Optional<CsMachine> machine(MachineId id) {
    return CloudStackLists.only(() -> lists.machines(Query.of("id", id))).stream()
        .filter(machine -> machine.id().equals(id))
        .findFirst();
  }

  @Override
  public List<CsVolume> volumesOf(MachineId machine) {
    return CloudStackLists.only(() -> lists.volumes(Query.of("virtualmachineid", machine))).stream()
        .filter(volume -> volume.isOn(machine))
        .toList();
  }

  @Override
  public Optional<CsVolume> volume(VolumeId id) {
    return CloudStackLists.only(() -> lists.volumes(Query.of("id", id))).stream()
        .filter(volume -> volume.id().equals(id))
        .findFirst();
  }

  @Override
  public List<CsVolume> volumes(Collection<VolumeId> ids) {
    return lists.byIds(ids, VolumeId::value, lists::volumes, v -> v.id().value());
  }

  @Override
  public List<CsSnapshot> snapshotsOf(VolumeId volume) {
    return CloudStackLists.only(() -> lists.snapshots(Query.of("volumeid", volume))).stream()
        .filter(snapshot -> snapshot.volume().equals(volume))
        .toList();
  }

  @Override
  public Optional<CsSnapshot> snapshot(SnapshotId id) {
    return CloudStackLists.only(() -> lists.snapshots(Query.of("id", id))).stream()
        .filter(snapshot -> snapshot.id().equals(id))
        .findFirst();
  }

  @Override
  public List<CsJob> pendingJobs() {
    CsParser parser = new CsParser("listAsyncJobs");
    return session.list(
        "listAsyncJobs", "asyncjobs", Query.none(), CloudStackCalls::listAsyncJobs, parser::job);
  }

  @Override
  public Optional<JobEnd> job(String id) {
    Query query = Query.of("jobid", id);
    try {
      JsonNode content =
          session.call("queryAsyncJobResult", query, CloudStackCalls::queryAsyncJobResult);
      return new CsParser("queryAsyncJobResult " + query).jobEnd(content);
    } catch (CloudStackException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.of(new JobEnd.Vanished());
      }
      throw e;
    }
  }

  @Override
  public List<CsZone> zones() {
    return session.list(
        "listZones",
        "zone",
        Query.none(),
        CloudStackCalls::listZones,
        node -> new CsZone(node.path("id").asText(), node.path("name").asText()));
  }

  @Override
  public Optional<CsTemplate> template(String id) {
    return lists.template(id);
  }

  @Override
  public Optional<CsOffering> serviceOffering(String id) {
    return lists.offering(id);
  }

  @Override
  public Optional<CsNetwork> network(NetworkId id) {
    return lists.network(id);
  }

  @Override
  public String version() {
    return session.jclouds(
        "listCapabilities",
        api -> api.getConfigurationApi().listCapabilities().getCloudStackVersion());
  }

  @Override
  public Optional<Boolean> snapshotsOfRunning() {
    JsonNode told =
        session
            .call("listCapabilities", Query.none(), CloudStackCalls::listCapabilities)
            .path("capability")
            .path("kvmsnapshotenabled");
    return told.isBoolean() ? Optional.of(told.asBoolean()) : Optional.empty();
  }

  @Override
  public boolean isOffered(String command) {
    try {
      session.call("listApis", Query.of("name", command), CloudStackCalls::listApis);
      return true;
    } catch (CloudStackException e) {
      if (e.kind() == CloudStackException.Kind.NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public List<CsHost> hosts() {
    return lists.hosts();
  }

  @Override
  public Submitted deploy(Deploy deploy) {
    MachineSpec spec = deploy.spec();
    Query query =
        Query.of("name", spec.name())
            .with("displayname", spec.displayName())
            .with("zoneid", spec.zoneId())
            .with("templateid", spec.templateId())
            .with("serviceofferingid", spec.serviceOfferingId())
            .with(
                "networkids",
                spec.networks().stream().map(NetworkId::value).collect(Collectors.joining(",")))
            .with("rootdisksize", spec.rootDiskGb() > 0 ? spec.rootDiskGb() : null)
            .with("boottype", deploy.bootType())
            .with("bootmode", deploy.bootMode());
    Map<String, String> details = new TreeMap<>(deploy.details());
    if (deploy.customized()) {
      details.put("cpuNumber", Integer.toString(spec.cpus()));
      details.put("memory", Integer.toString(spec.memoryMb()));
    }
    details.forEach((name, value) -> query.with("details[0]." + name, value));
    return submit("deployVirtualMachine", query, CloudStackCalls::deployVirtualMachine);
  }

  @Override
  public String start(MachineId id) {
    return jobOf(
        "startVirtualMachine {id=" + id + "}",
        session.jclouds(
            "startVirtualMachine {id=" + id + "}",
            api -> api.getVirtualMachineApi().startVirtualMachine(id.value())));
  }

  @Override
  public String stop(MachineId id, boolean forced) {
    Query query = Query.of("id", id).with("forced", forced);
    return submit("stopVirtualMachine", query, CloudStackCalls::stopVirtualMachine).job();
  }

  @Override
  public String destroy(MachineId id, boolean expunge) {
    Query query = Query.of("id", id).with("expunge", expunge);
    return submit("destroyVirtualMachine", query, CloudStackCalls::destroyVirtualMachine).job();
  }

  @Override
  public String expunge(MachineId id) {
    return submit(
            "expungeVirtualMachine", Query.of("id", id), CloudStackCalls::expungeVirtualMachine)
        .job();
  }

  @Override
  public void recover(MachineId id) {
    session.call(
        "recoverVirtualMachine", Query.of("id", id), CloudStackCalls::recoverVirtualMachine);
  }

  @Override
  public void deleteProtection(MachineId id, boolean on) {
    Query query = Query.of("id", id).with("deleteprotection", on);
    session.call("updateVirtualMachine", query, CloudStackCalls::updateVirtualMachine);
  }

  @Override
  public String attach(VolumeId volume, MachineId machine, Integer deviceId) {
    Query query =
        Query.of("id", volume).with("virtualmachineid", machine).with("deviceid", deviceId);
    return submit("attachVolume", query, CloudStackCalls::attachVolume).job();
  }

  @Override
  public String detach(VolumeId volume) {
    String call = "detachVolume {id=" + volume + "}";
    return jobOf(
        call,
        session.jclouds(call, api -> api.getVolumeApi().detachVolume(volume.value()).getJobId()));
  }

  @Override
  public void deleteVolume(VolumeId volume) {
    Query query = Query.of("id", volume);
    JsonNode content = session.call("deleteVolume", query, CloudStackCalls::deleteVolume);
    if (!content.path("success").asBoolean(false)) {
      throw CloudStackFailures.ofNonsense("deleteVolume " + query, "no success");
    }
  }

  @Override
  public Submitted createSnapshot(VolumeId volume, String name) {
    Query query = Query.of("volumeid", volume).with("name", name);
    return submit("createSnapshot", query, CloudStackCalls::createSnapshot);
  }

  @Override
  public String revertSnapshot(SnapshotId id) {
    return submit("revertSnapshot", Query.of("id", id), CloudStackCalls::revertSnapshot).job();
  }

  @Override
  public String deleteSnapshot(SnapshotId id) {
    return submit("deleteSnapshot", Query.of("id", id), CloudStackCalls::deleteSnapshot).job();
  }

  private Submitted submit(String command, Query query, CloudStackSession.Call method) {
    JsonNode content = session.call(command, query, method);
    String job = jobOf(command + " " + query, CsJson.optional(content, "jobid"));
    return new Submitted(job, CsJson.optional(content, "id"));
  }

  private static String jobOf(String call, String job) {
    if (job == null || job.isBlank()) {
      throw CloudStackFailures.ofNonsense(call, "no jobid");
    }
    return job;
  }
}
