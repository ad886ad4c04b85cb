package io.breakwater.inventory.disk;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.inventory.Json;
import io.breakwater.observation.ContextView.Nic;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code vm_disks.network_config}: JSON that several programs wrote over the years. A list of NICs,
 * or an object that holds such a list; what cannot be read counts as not there.
 */
final class NetworkConfig {
  private static final List<String> LISTS =
      List.of("networks", "nics", "network_adapters", "adapters", "interfaces");
  private static final List<String> NAMES =
      List.of("network_name", "networkName", "network", "source_network", "name", "label");
  private static final List<String> MACS =
      List.of("mac_address", "macAddress", "mac", "MacAddress", "MAC");

  private NetworkConfig() {}

  static List<Nic> nics(String json) {
    JsonNode tree = Json.readLeniently(json);
    if (tree.isTextual()) {
      tree = Json.readLeniently(tree.textValue());
    }
    List<Nic> nics = new ArrayList<>();
    for (JsonNode entry : entries(tree)) {
      String network = entry.isTextual() ? entry.textValue() : first(entry, NAMES);
      if (!network.isBlank()) {
        nics.add(new Nic(network, first(entry, MACS)));
      }
    }
    return nics;
  }

  private static Iterable<JsonNode> entries(JsonNode tree) {
    if (tree.isArray()) {
      return tree;
    }
    for (String list : LISTS) {
      if (tree.path(list).isArray()) {
        return tree.path(list);
      }
    }
    return tree.isObject() ? List.of(tree) : List.of();
  }

  private static String first(JsonNode entry, List<String> fields) {
    return fields.stream()
        .map(field -> entry.path(field).asText(""))
        .filter(text -> !text.isBlank())
        .findFirst()
        .orElse("");
  }
}
