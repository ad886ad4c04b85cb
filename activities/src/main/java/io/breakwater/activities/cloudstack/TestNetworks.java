package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.NetworkId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of a running VM must never appear on a network that the original uses. */
final class TestNetworks {
  private final CloudStackRecords records;

  TestNetworks(CloudStackRecords records) {
    this.records = records;
  }

  /**
   * Every network is marked as a test network. So far every operation that starts VMs is a test.
   */
  void require(OperationRef operation, List<NetworkId> networks, String what) {
    Set<NetworkId> test =
        records.sites().mappings(operation.context()).stream()
            .filter(NetworkMappingRow::test)
            .map(NetworkMappingRow::network)
            .collect(Collectors.toSet());
    if (networks.isEmpty() || !test.containsAll(networks)) {
      throw StepFailures.precondition(
          what
              + ": its networks "
              + networks
              + " are not all marked as test networks of "
              + operation.vmName()
              + ". Correct the network mappings.");
    }
  }
}
