package io.breakwater.simulator.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares two JSON values by keys and types, and by value where the value is part of the contract.
 */
final class Shape {

  /** Keys whose values must be the recorded ones. */
  private static final Set<String> MEANT =
      Set.of(
          "state",
          "type",
          "deviceid",
          "vmstate",
          "isextractable",
          "deleteprotection",
          "success",
          "jobstatus",
          "jobresultcode",
          "cmd",
          "jobinstancetype",
          "volumestate",
          "volumetype",
          "errorcode",
          "cserrorcode");

  /** Keys that a hypervisor's statistics add after a while, and that CloudStack adds at random. */
  private static final Set<String> NOW_AND_THEN =
      Set.of(
          "cpuused",
          "networkkbsread",
          "networkkbswrite",
          "memorykbs",
          "memoryintfreekbs",
          "memorytargetkbs",
          "diskkbsread",
          "diskkbswrite",
          "diskioread",
          "diskiowrite",
          "uuidList");

  /** Keys below which the content depends on the installation. */
  private static final Set<String> LOCAL = Set.of("service", "details", "count");

  private final List<String> differences = new ArrayList<>();

  static List<String> differences(JsonNode recorded, JsonNode actual) {
    Shape shape = new Shape();
    shape.compare("", recorded, actual);
    return shape.differences;
  }

  private void compare(String at, JsonNode recorded, JsonNode actual) {
    if (recorded.isObject() && actual.isObject()) {
      compareObjects(at, recorded, actual);
    } else if (recorded.isArray() && actual.isArray()) {
      if (!recorded.isEmpty() && !actual.isEmpty()) {
        compare(at + "[0]", recorded.get(0), actual.get(0));
      } else if (recorded.isEmpty() != actual.isEmpty()) {
        differences.add(at + ": recorded " + recorded.size() + " entries, got " + actual.size());
      }
    } else if (recorded.getNodeType() != actual.getNodeType()) {
      differences.add(
          at + ": recorded " + recorded.getNodeType() + ", got " + actual.getNodeType());
    }
  }

  private void compareObjects(String at, JsonNode recorded, JsonNode actual) {
    Set<String> missing = keys(recorded);
    missing.removeAll(keys(actual));
    Set<String> extra = keys(actual);
    extra.removeAll(keys(recorded));
    if (!missing.isEmpty() || !extra.isEmpty()) {
      differences.add(at + ": missing " + missing + ", not recorded " + extra);
    }
    for (String key : keys(recorded)) {
      if (!actual.has(key) || LOCAL.contains(key)) {
        continue;
      }
      compare(at + "." + key, recorded.get(key), actual.get(key));
      if (MEANT.contains(key) && !recorded.get(key).equals(actual.get(key))) {
        differences.add(
            at + "." + key + ": recorded " + recorded.get(key) + ", got " + actual.get(key));
      }
    }
  }

  private static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    keys.removeAll(NOW_AND_THEN);
    return keys;
  }
}
