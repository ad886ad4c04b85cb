package io.breakwater.simulator.cloud;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The network cards that a deploy asks for, and the names and addresses in their networks. */
final class VmNics {

  /** A wanted network card; ip and mac may be null. */
  record Wanted(Catalogue.Network network, String ip, String mac) {}

  private final Cloud cloud;

  VmNics(Cloud cloud) {
    this.cloud = cloud;
  }

  List<Wanted> wanted(ApiRequest request) {
    List<Wanted> nics = new ArrayList<>();
    for (Map<String, String> entry : request.entries("iptonetworklist")) {
      String id = entry.get("networkid");
      nics.add(
          new Wanted(network(request, "iptonetworklist", id), entry.get("ip"), entry.get("mac")));
    }
    for (String id : request.list("networkids")) {
      String ip = nics.isEmpty() ? request.text("ipaddress") : null;
      nics.add(new Wanted(network(request, "networkids", id), ip, null));
    }
    if (nics.isEmpty() && !cloud.state().catalogue.networks.isEmpty()) {
      Catalogue.Network first = cloud.state().catalogue.networks.values().iterator().next();
      nics.add(new Wanted(first, request.text("ipaddress"), null));
    }
    return nics;
  }

  private Catalogue.Network network(ApiRequest request, String parameter, String id) {
    Catalogue.Network network = cloud.state().catalogue.networks.get(id);
    if (network == null) {
      throw ApiException.unknown(request.command(), parameter, id);
    }
    return network;
  }

  void checkNameIsFree(String name, List<Wanted> nics) {
    for (Wanted wanted : nics) {
      for (Vm vm : cloud.state().liveVms()) {
        boolean here = vm.nics.stream().anyMatch(nic -> nic.networkId.equals(wanted.network.id));
        if (here && vm.name.equalsIgnoreCase(name)) {
          throw ApiException.invalid(
              "The vm with hostName %s already exists in the network domain: cloud.invalid;"
                      .formatted(name)
                  + " network="
                  + wanted.network.name);
        }
      }
    }
  }

  void give(Vm vm, List<Wanted> nics) {
    for (Wanted wanted : nics) {
      Vm.Nic nic = new Vm.Nic();
      nic.id = CloudState.newId();
      nic.networkId = wanted.network.id;
      Optional<String> told =
          vm.nics.isEmpty() ? cloud.state().guestAddress(vm.name) : Optional.empty();
      nic.ip = told.orElseGet(() -> wanted.ip == null ? freeIp(wanted.network) : wanted.ip);
      nic.mac =
          wanted.mac == null
              ? String.format(
                  Locale.ROOT,
                  "02:02:00:%02x:%02x:%02x",
                  vm.nics.size(),
                  vm.number / 256 % 256,
                  vm.number % 256)
              : wanted.mac;
      boolean fits = nic.ip.startsWith(wanted.network.cidrPrefix) && !taken(wanted.network, nic.ip);
      if (told.isEmpty() && !fits) {
        // CloudStack 4.22 answers this over HTTP, without the id, and leaves the record behind.
        vm.changeState("Error", cloud.time().now());
        vm.nics.clear();
        throw ApiException.internal(
            "Unable to acquire Guest IP address for network Network {\"id\": %d, \"name\": \"%s\", \"uuid\": \"%s\", \"networkofferingid\": 10}"
                .formatted(wanted.network.number, wanted.network.name, wanted.network.id));
      }
      vm.nics.add(nic);
    }
  }

  private boolean taken(Catalogue.Network network, String ip) {
    return cloud.state().liveVms().stream()
        .flatMap(vm -> vm.nics.stream())
        .anyMatch(nic -> nic.networkId.equals(network.id) && nic.ip.equals(ip));
  }

  private String freeIp(Catalogue.Network network) {
    for (int last = 10; last < 255; last++) {
      if (!taken(network, network.cidrPrefix + last)) {
        return network.cidrPrefix + last;
      }
    }
    throw ApiException.internal(
        "Unable to acquire Guest IP address for network " + network.name + ": none is free");
  }
}
