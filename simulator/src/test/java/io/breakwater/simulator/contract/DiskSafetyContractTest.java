package io.breakwater.simulator.contract;

import org.junit.jupiter.api.Test;

class DiskSafetyContractTest extends Contract {

  private static final String FOLDER = "19-disk-safety";

  @Test
  void keepsTheCallersMarkInTheDetails() {
    implementNetwork();
    replay().play(FOLDER, "01-deploy-with-operation-mark", "02-listVirtualMachines-shows-mark");
  }

  @Test
  void destroysWhateverSitsAtDeviceZero() {
    replay()
        .bind("20db2da1-5b82-4410-8a76-f412d036bc55", rootlessVm("victim"))
        .bind("92a3b546-7561-4755-8b33-981765c9a43f", readyVolume("os"))
        .bind("efb5a267-65aa-433d-9d7f-3c530620ac38", readyVolume("data"))
        .play(
            FOLDER,
            "10-attach-os-disk-deviceid-0",
            "11-attach-data-disk",
            "12-listVolumes-os-disk-is-ROOT",
            "13-destroy-expunge-true",
            "14-os-disk-afterwards",
            "15-data-disk-afterwards");
  }

  @Test
  void deleteProtectionOfAVolumeDoesNotStopTheDestroyOfItsVm() {
    String vm = rootlessVm("victim");
    String volume = readyVolume("os");
    replay()
        .bind("73c64131-e39a-44c2-aa0f-d2a8897ccb25", vm)
        .bind("53e5cbd4-7b7d-46f4-bc6d-9e74b9327768", volume)
        .bind("os-16de", "os")
        .play(FOLDER, "20-updateVolume-deleteprotection", "21-deleteVolume-refused");
    attach(volume, vm, 0);

    replay().play(FOLDER, "22-destroy-expunge-true-all-the-same", "23-os-disk-afterwards");
  }

  @Test
  void deleteProtectionOfAVmStopsItsDestroyAndTheRescueWorks() {
    implementNetwork();
    String vm = rootlessVm("guarded");
    String volume = readyVolume("os");
    replay()
        .bind("09a12987-5a60-4d73-bfc6-8099eb181675", vm)
        .bind("59b05a7b-d290-45eb-b43c-737db04fb514", volume)
        .play(FOLDER, "30-updateVirtualMachine-deleteprotection");
    attach(volume, vm, 0);

    replay()
        .play(
            FOLDER,
            "31-start-guarded",
            "32-destroy-guarded-refused",
            "33-stop-guarded",
            "34-unguard",
            "35-destroy-without-expunge",
            "36-listVolumes-on-destroyed-vm",
            "37-detach-from-destroyed-vm-refused",
            "38-recoverVirtualMachine",
            "39-detach-after-recover",
            "40-os-disk-saved");
  }
}
