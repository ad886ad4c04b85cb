package io.breakwater.simulator.contract;

import org.junit.jupiter.api.Test;

class FailoverFlowContractTest extends Contract {

  private static final String FOLDER = "12-failover-flow";

  @Test
  void movesAReplicaOntoAFreshVmAndBack() {
    replay().bind("4dfa178a-a3e2-4fcc-852d-b7cfe02ee4fc", detachedRoot("replica-src"));

    replay()
        .play(FOLDER, "01-deploy-startvm-false")
        .bind("91864dde-2dbe-4678-963d-43e0ba6edf69", rootOf(target()))
        .play(
            FOLDER,
            "02-listVolumes-root-allocated",
            "03-detach-root-never-started",
            "04-listVolumes-old-root",
            "05-attach-replica-deviceid-0",
            "06-listVolumes-new-root",
            "07-start",
            "08-listVirtualMachines",
            "09-deleteVolume-old-root",
            "10-attach-replica-again-while-running",
            "11-stop",
            "12-detach-replica",
            "13-destroy-expunge-rootless",
            "14-listVolumes-replica-survives");
  }

  private String target() {
    return replay().actual("b4c506b1-22bd-40e9-9dba-5f90f8aa14c4");
  }

  @Test
  void keepsTheDataDiskOfAnExpungedVm() {
    implementNetwork();
    replay().play(FOLDER, "20-deploy-with-datadisk", "21-listVolumes");
    String vm = replay().actual("9a9cc321-2970-4a80-a596-0bcace54fafa");
    String data =
        api()
            .get("listVolumes", java.util.Map.of("virtualmachineid", vm, "type", "DATADISK"))
            .inside()
            .at("/volume/0/id")
            .asText();

    replay()
        .bind("185f7a18-fbad-4054-81df-538cb5e3ac76", data)
        .play(
            FOLDER,
            "22-destroy-expunge-with-attached-datadisk",
            "23-listVolumes-datadisk-after-expunge");
  }

  @Test
  void refusesToDestroyAlongWithAnUnknownVolume() {
    replay()
        .bind("b3b1fb1f-f23b-42dd-b23e-39620b7ddd2e", vm("target", "target", false))
        .play(FOLDER, "30-destroy-with-volumeids");
  }
}
