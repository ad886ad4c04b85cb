package io.breakwater.simulator.contract;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VolumeContractTest extends Contract {

  private static final String FOLDER = "04-volumes";
  private static final String A = "e0d33837-a4f8-4941-a84d-c76f6d5aae2a";
  private static final String ROOT_OF_A = "fa6a0c2d-44b7-493b-8f07-6ce023add55a";
  private static final String C = "6c059883-e8bc-4b1a-973e-ffe000c0766a";
  private static final String ROOT_OF_C = "c54e559c-aa2c-4778-98f6-d99d367493bd";
  private static final String DATA_1 = "bc7df701-2c0d-4387-8cbc-2c547a926b1e";

  @BeforeEach
  void deployTheRecordedMachines() {
    String a = vm("dr-vm-a", "dr vm a", true);
    String c = vm("dr-vm-c", "dr vm c", true);
    stop(a);
    replay().bind(A, a).bind(ROOT_OF_A, rootOf(a)).bind(C, c).bind(ROOT_OF_C, rootOf(c));
  }

  @Test
  void createsVolumesThatAreAllocatedUntilTheyAreAttached() {
    replay()
        .play(
            FOLDER,
            "createVolume-from-diskoffering",
            "createVolume-custom-offering-size",
            "createVolume-missing-diskoffering",
            "createVolume-custom-without-size",
            "listVolumes-allocated-detached",
            "detachVolume-never-attached",
            "attachVolume-no-deviceid-running-vm",
            "listVolumes-attached",
            "listVolumes-by-vm-DATADISK");
  }

  @Test
  void refusesToAttachWhereItDoesNotFit() {
    replay()
        .play(FOLDER, "createVolume-from-diskoffering", "createVolume-custom-offering-size")
        .play(
            FOLDER,
            "attachVolume-no-deviceid-running-vm",
            "attachVolume-already-attached-same-vm",
            "attachVolume-already-attached-other-vm",
            "attachVolume-deviceid-in-use",
            "attachVolume-deviceid-0-root-present",
            "attachVolume-deviceid-3",
            "attachVolume-deviceid-5");
  }

  @Test
  void detachesAndDeletesVolumes() {
    replay()
        .play(FOLDER, "createVolume-from-diskoffering", "createVolume-custom-offering-size")
        .play(FOLDER, "attachVolume-no-deviceid-running-vm", "deleteVolume-attached")
        .play(FOLDER, "detachVolume-by-id", "listVolumes-after-detach")
        .play(FOLDER, "detachVolume-already-detached", "detachVolume-by-vm-and-deviceid")
        .play(FOLDER, "deleteVolume-detached", "deleteVolume-again", "listVolumes-deleted")
        .play(FOLDER, "attachVolume-deleted", "detachVolume-deleted");
  }

  @Test
  void makesADataDiskOfADetachedRootAndARootOfItAtDeviceZero() {
    replay()
        .play(
            FOLDER,
            "root-detach-vm-running",
            "root-detach-vm-stopped",
            "root-listVolumes-after-detach",
            "root-listVolumes-of-rootless-vm",
            "rootless-vm-listVirtualMachines",
            "rootless-vm-start",
            "root-attach-without-deviceid",
            "root-listVolumes-attached-without-deviceid",
            "root-detach-again",
            "root-attach-deviceid-0",
            "root-listVolumes-after-attach-deviceid-0",
            "root-vm-start-after-reattach");
  }

  @Test
  void startsAMachineFromADataVolumeAtDeviceZero() {
    replay().play(FOLDER, "root-detach-vm-stopped");
    replay().bind(DATA_1, readyVolume("dr-data-1"));

    replay()
        .play(
            FOLDER,
            "data-volume-attach-deviceid-0",
            "data-volume-as-root-listVolumes",
            "data-volume-as-root-start");
    stop(replay().actual(A));
    replay()
        .play(
            FOLDER,
            "data-volume-as-root-detach",
            "data-volume-after-root-detach-listVolumes",
            "root-reattach-deviceid-0-2");
  }

  @Test
  void createsAVolumeUnderAChosenIdOnce() {
    replay().play("08-idempotency", "createVolume-customid-1", "createVolume-customid-2-same");
    api().get("deleteVolume", Map.of("id", "02d98352-0364-4681-a5de-38bb6f62aa3b"));
  }
}
