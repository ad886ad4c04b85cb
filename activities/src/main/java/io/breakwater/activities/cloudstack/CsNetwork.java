package io.breakwater.activities.cloudstack;

import io.breakwater.vm.NetworkId;

/** A guest network. */
public record CsNetwork(NetworkId id, String name, String state, String zoneId) {}
