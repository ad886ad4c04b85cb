package io.breakwater.inventory.site;

import io.breakwater.vm.NetworkId;

/**
 * A row of {@code network_mappings}.
 *
 * @param test {@code is_test_network}
 */
public record NetworkMappingRow(
    String sourceNetwork, NetworkId network, String networkName, boolean test) {}
