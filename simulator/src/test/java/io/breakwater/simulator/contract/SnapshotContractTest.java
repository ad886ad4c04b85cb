package io.breakwater.simulator.contract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SnapshotContractTest extends Contract {

  private static final String FOLDER = "05-snapshots";
  private static final String A = "e0d33837-a4f8-4941-a84d-c76f6d5aae2a";
  private static final String ROOT_OF_A = "fa6a0c2d-44b7-493b-8f07-6ce023add55a";
  private static final String ROOT_OF_C = "c54e559c-aa2c-4778-98f6-d99d367493bd";
  private static final String DATA_1 = "bc7df701-2c0d-4387-8cbc-2c547a926b1e";

  @BeforeEach
  void deployTheRecordedMachines() {
    String a = vm("dr-vm-a", "dr vm a", true);
    String c = vm("dr-vm-c", "dr vm c", true);
    stop(a);
    replay().bind(A, a).bind(ROOT_OF_A, rootOf(a)).bind(ROOT_OF_C, rootOf(c));
  }

  @Test
  void takesSnapshotsInEveryStateButAllocated() {
    replay()
        .bind(DATA_1, readyVolume("dr-data-1"))
        .play(
            FOLDER,
            "createSnapshot-root-vm-running",
            "createSnapshot-root-vm-stopped",
            "createSnapshot-same-name-again",
            "createSnapshot-detached-datadisk",
            "createSnapshot-no-name",
            "createSnapshot-unknown-volume",
            "listSnapshots-by-id",
            "listSnapshots-by-name",
            "listSnapshots-by-volume",
            "listSnapshots-all");
  }

  @Test
  void refusesASnapshotOfAnAllocatedVolume() {
    replay()
        .play("04-volumes", "createVolume-from-diskoffering")
        .bind("2ca9e13f-b4c7-4fbd-a72e-e8bc9560df62", replay().actual(DATA_1))
        .bind("never-attached", "dr-data-1")
        .play(FOLDER, "createSnapshot-allocated-volume");
  }

  @Test
  void revertsOnlyWhileTheMachineStandsStill() {
    replay()
        .play(FOLDER, "createSnapshot-root-vm-running", "createSnapshot-root-vm-stopped")
        .play(FOLDER, "revertSnapshot-vm-running", "revertSnapshot-qcow2-success")
        .play(FOLDER, "revertSnapshot-qcow2-success", "revertSnapshot-unknown");
  }

  @Test
  void deletesASnapshotOnce() {
    replay()
        .play(FOLDER, "createSnapshot-root-vm-running", "deleteSnapshot")
        .play(FOLDER, "listSnapshots-deleted", "deleteSnapshot-again")
        .play(FOLDER, "revertSnapshot-deleted");
  }

  @Test
  void makesAVolumeFromASnapshot() {
    replay().play(FOLDER, "createSnapshot-root-vm-stopped", "createVolume-from-snapshot");
  }

  @Test
  void findsSnapshotsAndVolumesByTheirTags() {
    String root = replay().actual(ROOT_OF_A);
    detach(root);
    attach(root, replay().actual(A), 0);
    replay()
        .play(
            "08-idempotency",
            "createSnapshot-with-tags",
            "listSnapshots-by-tag",
            "createTags-volume",
            "listVolumes-by-tag",
            "listTags");
  }
}
