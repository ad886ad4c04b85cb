package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.time.Work;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Create, list, revert and delete of snapshots. */
final class SnapshotCommands {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);

  private final Cloud cloud;
  private final SnapshotRender render;

  SnapshotCommands(Cloud cloud) {
    this.cloud = cloud;
    this.render = new SnapshotRender(cloud.state());
  }

  void register(Commands commands) {
    commands.write("createSnapshot", this::create);
    commands.read("listSnapshots", this::list);
    commands.write("revertSnapshot", this::revert);
    commands.write("deleteSnapshot", this::delete);
  }

  private JsonNode create(ApiRequest request) {
    Volume volume = cloud.state().volume(request, "volumeid");
    if (!volume.is("Ready")) {
      Long vmNumber = volume.attached() ? cloud.state().vms.get(volume.vmId).number : null;
      throw ApiException.invalid(
          "Volume: %s is not in Ready state but %s. Cannot take snapshot."
              .formatted(volume.printed(vmNumber), volume.state));
    }
    Snapshot snapshot = new Snapshot();
    snapshot.id = CloudState.newId();
    snapshot.number = cloud.state().nextNumber();
    snapshot.volumeId = volume.id;
    snapshot.created = cloud.time().now();
    snapshot.size = volume.size;
    snapshot.name = request.text("name") == null ? generatedName(volume) : request.text("name");
    snapshot.tags.putAll(request.tags());
    cloud.state().snapshots.put(snapshot.id, snapshot);
    cloud.changed();
    boolean attached = volume.attached();
    JobSpec spec =
        JobSpec.of(
                "createSnapshot",
                "user.snapshot.CreateSnapshotCmd",
                attached ? Work.SNAPSHOT_ATTACHED : Work.SNAPSHOT_DETACHED)
            .on("Snapshot", snapshot.id)
            .queuedOn(volume.vmId)
            .begin(() -> capture(snapshot, volume))
            .finish(() -> created(snapshot, volume, attached))
            .whenFailing(
                "Failed to create snapshot due to an internal error creating snapshot for volume "
                    + volume.id,
                () -> failed(snapshot, volume))
            .whenInterrupted(pastHalf -> failed(snapshot, volume));
    Job job = cloud.jobs().submit(spec, request);
    return Json.object().put("id", snapshot.id).put("jobid", job.id);
  }

  private String generatedName(Volume volume) {
    String vm = volume.attached() ? cloud.state().vms.get(volume.vmId).name : "detached";
    return vm + "_" + volume.name + "_" + STAMP.format(cloud.time().now());
  }

  private void capture(Snapshot snapshot, Volume volume) {
    if (volume.removed) {
      snapshot.removed = true;
      throw JobFailure.internal("Volume " + volume.id + " is gone");
    }
    snapshot.state = "BackingUp";
    snapshot.contents = cloud.state().disk(volume.id);
    volume.state = "Snapshotting";
    cloud.changed();
  }

  private JsonNode created(Snapshot snapshot, Volume volume, boolean attached) {
    snapshot.state = "BackedUp";
    volume.state = "Ready";
    // Recorded: the result for a detached volume still says Allocated, the list says BackedUp.
    String shown = attached ? snapshot.state : "Allocated";
    return Json.object().set("snapshot", render.inResult(snapshot, shown));
  }

  private void failed(Snapshot snapshot, Volume volume) {
    snapshot.state = "Error";
    if (volume.is("Snapshotting")) {
      volume.state = "Ready";
    }
    cloud.changed();
  }

  private JsonNode list(ApiRequest request) {
    String id = request.text("id");
    String volumeId = request.text("volumeid");
    if (id != null && !cloud.state().snapshots.containsKey(id)) {
      throw ApiException.unknown(request.command(), "id", id);
    }
    if (volumeId != null && !cloud.state().volumes.containsKey(volumeId)) {
      throw ApiException.unknown(request.command(), "volumeid", volumeId);
    }
    List<Snapshot> found =
        cloud.state().snapshots.values().stream()
            .filter(snapshot -> !snapshot.removed && matches(snapshot, request))
            .toList();
    return Page.of(
        request,
        "snapshot",
        found,
        snapshot -> {
          var node = render.inList(snapshot);
          Render.pendingJob(node, cloud.state(), snapshot.id);
          return node;
        });
  }

  private static boolean matches(Snapshot snapshot, ApiRequest request) {
    String id = request.text("id");
    List<String> ids = request.list("ids");
    String volumeId = request.text("volumeid");
    String name = request.text("name");
    String keyword = request.text("keyword");
    return (id == null || snapshot.id.equals(id))
        && (ids.isEmpty() || ids.contains(snapshot.id))
        && (volumeId == null || snapshot.volumeId.equals(volumeId))
        && (name == null || snapshot.name.equals(name))
        && (keyword == null || snapshot.name.contains(keyword))
        && VmQueries.tagged(snapshot.tags, request.tags());
  }

  private JsonNode revert(ApiRequest request) {
    Snapshot snapshot = cloud.state().snapshot(request, "id");
    Volume volume = cloud.state().volumes.get(snapshot.volumeId);
    JobSpec spec =
        JobSpec.of("revertSnapshot", "user.snapshot.RevertSnapshotCmd", Work.REVERT)
            .on("Snapshot", snapshot.id)
            .check(() -> checkRevert(snapshot, volume))
            .begin(() -> volume.state = "RevertSnapshotting")
            .finish(() -> reverted(snapshot, volume))
            .whenFailing("qemu-img: simulated failure", () -> volume.state = "Ready")
            .whenInterrupted(pastHalf -> interruptedRevert(snapshot, volume, pastHalf));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private void checkRevert(Snapshot snapshot, Volume volume) {
    if (volume.attached() && !cloud.state().vms.get(volume.vmId).is("Stopped")) {
      throw JobFailure.invalid(
          "The VM the specified disk is attached to is not in the shutdown state.");
    }
    if (volume.removed || !volume.is("Ready")) {
      throw JobFailure.invalid("The volume is not in Ready state.");
    }
    if (volume.irreversible) {
      throw JobFailure.internal(
          "Revert snapshot command failed for snapshot " + snapshot.printed(volume.number));
    }
    if (!snapshot.backedUp()) {
      throw JobFailure.internal(
          "Unable to revert: " + snapshot.printed(volume.number) + " is not in BackedUp state");
    }
  }

  private JsonNode reverted(Snapshot snapshot, Volume volume) {
    cloud.restore(volume.id, snapshot.contents);
    volume.state = "Ready";
    return Json.object().set("snapshot", render.inResult(snapshot, snapshot.state));
  }

  private void interruptedRevert(Snapshot snapshot, Volume volume, boolean pastHalf) {
    volume.state = "Ready";
    if (pastHalf) {
      cloud.restore(volume.id, snapshot.contents);
    }
  }

  private JsonNode delete(ApiRequest request) {
    Snapshot snapshot = cloud.state().snapshot(request, "id");
    Volume volume = cloud.state().volumes.get(snapshot.volumeId);
    JobSpec spec =
        JobSpec.of("deleteSnapshot", "user.snapshot.DeleteSnapshotCmd", Work.DELETE_SNAPSHOT)
            .on("Snapshot", snapshot.id)
            .check(
                () -> {
                  if (snapshot.removed) {
                    throw JobFailure.invalid(
                        "Snapshot [%s] is already destroyed"
                            .formatted(snapshot.printed(volume.number)));
                  }
                })
            .finish(
                () -> {
                  snapshot.removed = true;
                  cloud.changed();
                  return Json.object().put("success", true);
                });
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }
}
