package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulator.time.Work;
import java.util.Objects;

/** Create, delete and update of volumes. */
final class VolumeCommands {

  private static final long GB = 1L << 30;

  private final Cloud cloud;
  private final VolumeRender render;
  private final CustomIds customIds;

  VolumeCommands(Cloud cloud) {
    this.cloud = cloud;
    this.render = new VolumeRender(cloud.state());
    this.customIds = new CustomIds(cloud.state());
  }

  void register(Commands commands) {
    commands.write("createVolume", this::create);
    commands.write("deleteVolume", this::delete);
    commands.write("updateVolume", this::update);
  }

  private JsonNode create(ApiRequest request) {
    String offeringId = request.text("diskofferingid");
    String snapshotId = request.text("snapshotid");
    if (offeringId == null && snapshotId == null) {
      throw ApiException.invalid(
          "At least one of disk Offering ID or snapshot ID must be passed whilst creating volume");
    }
    Volume volume = new Volume();
    if (snapshotId != null) {
      fromSnapshot(request, volume);
    } else {
      fromOffering(request, volume);
    }
    volume.id = customIds.newVolumeId(request);
    volume.number = cloud.state().nextNumber();
    volume.name = Objects.requireNonNullElse(request.text("name"), "volume-" + volume.number);
    volume.created = cloud.time().now();
    cloud.state().volumes.put(volume.id, volume);
    cloud.changed();
    JobSpec spec =
        JobSpec.of("createVolume", "admin.volume.CreateVolumeCmdByAdmin", Work.CREATE_VOLUME)
            .on("Volume", volume.id)
            .finish(() -> created(volume))
            .whenFailing("Failed to create volume", () -> cloud.destroy(volume, "failed create"));
    Job job = cloud.jobs().submit(spec, request);
    return Json.object().put("id", volume.id).put("jobid", job.id);
  }

  private void fromOffering(ApiRequest request, Volume volume) {
    String id = request.text("diskofferingid");
    Catalogue.DiskOffering offering = cloud.state().catalogue.diskOfferings.get(id);
    if (offering == null) {
      throw ApiException.unknown(request.command(), "diskofferingid", id);
    }
    Long size = request.number("size");
    if (offering.customized && size == null) {
      throw ApiException.invalid("This disk offering requires a custom size specified");
    }
    volume.size = (offering.customized ? size : offering.sizeGb) * GB;
    volume.offeringId = id;
  }

  private void fromSnapshot(ApiRequest request, Volume volume) {
    Snapshot snapshot = cloud.state().snapshot(request, "snapshotid");
    Volume source = cloud.state().volumes.get(snapshot.volumeId);
    volume.size = snapshot.size;
    volume.templateId = source.templateId;
    volume.offeringId = source.offeringId;
    volume.serviceOfferingId = source.serviceOfferingId;
    volume.snapshotId = snapshot.id;
  }

  private JsonNode created(Volume volume) {
    if (volume.snapshotId != null) {
      volume.path = volume.id;
      volume.state = "Ready";
      cloud.restore(volume.id, cloud.state().snapshots.get(volume.snapshotId).contents);
    }
    return Json.object().set("volume", render.full(volume));
  }

  private JsonNode delete(ApiRequest request) {
    Volume volume = cloud.state().volume(request, "id");
    if (volume.attached()) {
      throw ApiException.invalid("Please specify a volume that is not attached to any VM.");
    }
    if (volume.deleteProtection) {
      throw ApiException.invalid(
          "Volume [id = %s, name = %s] has delete protection enabled and cannot be deleted."
              .formatted(volume.id, volume.name));
    }
    cloud.destroy(volume, "deleteVolume");
    return Json.object().put("success", true);
  }

  private JsonNode update(ApiRequest request) {
    Volume volume = cloud.state().volume(request, "id");
    JobSpec spec =
        JobSpec.of("updateVolume", "admin.volume.UpdateVolumeCmdByAdmin", Work.UPDATE_VOLUME)
            .on("Volume", volume.id)
            .finish(() -> updated(request, volume));
    return Json.object().put("jobid", cloud.jobs().submit(spec, request).id);
  }

  private JsonNode updated(ApiRequest request, Volume volume) {
    if (cloud.settings().knowsDeleteProtection()) {
      volume.deleteProtection = request.flag("deleteprotection", volume.deleteProtection);
    }
    if (request.text("name") != null) {
      volume.name = request.text("name");
    }
    cloud.changed();
    return Json.object().set("volume", render.full(volume));
  }
}
