package io.breakwater.simulator.contract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueContractTest extends Contract {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "listCapabilities",
        "listZones",
        "listTemplates-executable",
        "listServiceOfferings",
        "listDiskOfferings",
        "listNetworks",
        "listHosts",
      })
  void listsWhatDoesNotChange(String file) {
    replay().play("01-lists", file);
  }

  @Test
  void saysNothingOfAnEmptyList() {
    org.junit.jupiter.api.Assumptions.assumeFalse(cloud().isReal(), "needs a cloud without VMs");

    replay().play("01-lists", "listVirtualMachines-empty");
  }
}
