package io.breakwater.activities.cloudstack;

import io.breakwater.activities.frame.StepFailures;
import io.breakwater.inventory.site.NetworkMappingRow;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.NetworkId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A copy of a running VM must never appear on a network that the original uses, and what takes the
 * original's place must be where its clients look for it.
 */
final class DestinationNetworks {
  private final CloudStackRecords records;

  DestinationNetworks(CloudStackRecords records) {
    this.records = records;
  }

  /**
   * For a test: every network is marked as a test network of this VM. For a live destination: every
   * network is mapped for this VM and marked as test in none of its mappings.
   */
  void require(OperationRef operation, List<NetworkId> networks, boolean live, String what) {
    List<NetworkMappingRow> mappings = records.sites().mappings(operation.context());
    Set<NetworkId> test =
        mappings.stream()
            .filter(NetworkMappingRow::test)
            .map(NetworkMappingRow::network)
            .collect(Collectors.toSet());
    Set<NetworkId> allowed = live ? others(mappings, test) : test;
    if (networks.isEmpty() || !allowed.containsAll(networks)) {
      throw StepFailures.precondition(
          what
              + ": its networks "
              + networks
              + (live
                  ? " are not all live networks that " + operation.vmName() + " is mapped to"
                  : " are not all marked as test networks of " + operation.vmName())
              + ". Correct the network mappings.");
    }
  }

  private static Set<NetworkId> others(List<NetworkMappingRow> mappings, Set<NetworkId> test) {
    Set<NetworkId> others = new HashSet<>();
    mappings.forEach(mapping -> others.add(mapping.network()));
    others.removeAll(test);
    return others;
  }
}
