package io.breakwater.simulator.contract;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeployContractTest extends Contract {

  private static final String OTHER_NETWORK = "4e202ef4-ce00-469b-9a80-d91bcd57b9f8";
  private static final String CUSTOM_1 = "bd413a8b-25e0-4ffe-8f53-9e6754e2fbfe";
  private static final String IP_VM = "a254fd63-4c8a-4ab7-aef3-4a36baeecb86";

  @BeforeEach
  void haveARouter() {
    implementNetwork();
  }

  @Test
  void deploysStartedUnlessToldOtherwise() {
    replay()
        .play(
            "02-deploy",
            "deploy-startvm-false",
            "deploy-startvm-true-router-exists",
            "deploy-startvm-default-omitted");
  }

  @Test
  void keepsNamesUniqueWithinANetworkOnly() {
    replay()
        .bind(OTHER_NETWORK, cloud().otherNetwork())
        .play(
            "08-idempotency",
            "deploy-name-1",
            "deploy-name-2-same-network",
            "deploy-name-3-other-network",
            "listVirtualMachines-dup-name");
  }

  @Test
  void neverGivesOutAnIdTwice() {
    replay()
        .play(
            "08-idempotency",
            "deploy-customid-1",
            "deploy-customid-2-same",
            "deploy-customid-malformed",
            "listVirtualMachines-customid");
    api().done("destroyVirtualMachine", Map.of("id", CUSTOM_1, "expunge", "true"));

    replay().play("08-idempotency", "deploy-customid-3-after-expunge");
  }

  @Test
  void tagsMachinesOncePerKey() {
    replay()
        .play("08-idempotency", "deploy-name-1", "createTags-vm", "createTags-vm-same-key-again")
        .play("08-idempotency", "listVirtualMachines-by-tag", "listVirtualMachines-by-tag-nomatch")
        .play("08-idempotency", "deleteTags");
  }

  @Test
  void leavesAnErrorRecordWhenTheAddressIsTaken() {
    replay()
        .play("18-ip-address", "deploy-with-ipaddress", "deploy-same-ipaddress")
        .play("18-ip-address", "deploy-ip-outside-cidr", "deploy-iptonetworklist")
        .play("18-ip-address", "deploy-same-ipaddress-2", "listVirtualMachines-after-sync-530");
  }

  @Test
  void refusesToDestroyAProtectedMachine() {
    replay()
        .bind(IP_VM, vm("ip-vm-1", "ip-vm-1", false))
        .play(
            "18-ip-address",
            "updateVirtualMachine-deleteprotection",
            "destroy-with-deleteprotection",
            "updateVirtualMachine-deleteprotection-off",
            "destroy-after-deleteprotection-off");
  }

  @Test
  void leavesAnErrorRecordWhenNoHostIsBigEnough() {
    org.junit.jupiter.api.Assumptions.assumeFalse(cloud().isReal(), "needs an offering of its own");
    replay()
        .bind("91711c60-9eca-4eb2-ac9c-77601241b7c8", cloud().tooBigOffering())
        .play(
            "06-errors",
            "deploy-insufficient-capacity-startvm-true",
            "listVirtualMachines-after-insufficient-capacity",
            "deploy-insufficient-capacity-startvm-false",
            "start-insufficient-capacity");
  }
}
