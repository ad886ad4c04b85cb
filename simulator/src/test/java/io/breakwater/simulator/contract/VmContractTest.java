package io.breakwater.simulator.contract;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VmContractTest extends Contract {

  private static final String FOLDER = "03-list-stop-start";
  private static final String A = "e0d33837-a4f8-4941-a84d-c76f6d5aae2a";
  private static final String B = "1b7c90e4-4f6d-4555-8f30-6d85200b60b4";
  private static final String C = "6c059883-e8bc-4b1a-973e-ffe000c0766a";
  private static final String D = "2eb74795-eafc-4d0c-9697-431ba65626b8";

  @BeforeEach
  void deployTheRecordedMachines() {
    replay()
        .bind(A, vm("dr-vm-a", "dr vm a", true))
        .bind(B, vm("dr-vm-b", "dr vm b", true))
        .bind(C, vm("dr-vm-c", "dr vm c", false));
  }

  @Test
  void listsMachinesById() {
    replay()
        .play(
            FOLDER,
            "listVirtualMachines-by-id",
            "listVirtualMachines-by-ids",
            "listVirtualMachines-startvm-false-vm",
            "listVolumes-by-vm",
            "listVolumes-by-vm-type-ROOT",
            "listVolumes-by-vm-type-DATADISK-empty",
            "listVolumes-by-startvm-false-vm");
  }

  @Test
  void findsMachinesByNameKeywordStateAndPage() {
    replay()
        .play(
            FOLDER,
            "listVirtualMachines-by-name",
            "listVirtualMachines-by-name-substring",
            "listVirtualMachines-by-name-nomatch",
            "listVirtualMachines-by-keyword",
            "listVirtualMachines-by-state-Stopped",
            "listVirtualMachines-details-min",
            "listVirtualMachines-page-beyond");
  }

  @Test
  void stopsAndStartsMachines() {
    replay()
        .play(
            FOLDER,
            "stop-forced-false",
            "listVirtualMachines-after-stop",
            "stop-already-stopped",
            "stop-already-stopped-forced",
            "start",
            "start-already-running",
            "stop-forced-true",
            "start-startvm-false-vm",
            "reboot");
  }

  @Test
  void destroysRecoversAndExpungesMachines() {
    replay()
        .play(
            FOLDER,
            "destroy-expunge-false-running",
            "listVirtualMachines-destroyed",
            "destroy-already-destroyed",
            "start-destroyed",
            "recoverVirtualMachine",
            "destroy-again-expunge-false",
            "expunge-destroyed",
            "listVirtualMachines-expunged",
            "destroy-expunged",
            "stop-expunged");
  }

  @Test
  void expungesOnlyWhatIsDestroyed() {
    replay()
        .bind(D, vm("dr-vm-d", "dr vm d", true))
        .play(FOLDER, "expunge-running", "destroy-expunge-true-running");
  }
}
