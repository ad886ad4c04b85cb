package io.breakwater.simulator.cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a VM boots with. CloudStack 4.22 takes {@code boottype} (BIOS or UEFI) and {@code bootmode}
 * (Legacy or Secure) at deploy and lists both for a running VM; what it answers to other values was
 * not recorded, so the texts here are made up.
 */
record Firmware(String type, String mode) {
  private static final String UEFI = "UEFI";
  private static final String LEGACY = "LEGACY";

  /** What the deploy asks for; empty leaves the default. */
  static Optional<Firmware> of(ApiRequest request) {
    String type = word(request, "boottype", Set.of("BIOS", UEFI));
    String mode = word(request, "bootmode", Set.of(LEGACY, "SECURE"));
    if (type == null) {
      return Optional.empty();
    }
    if (mode == null && type.equals(UEFI)) {
      throw ApiException.invalid("bootmode must be specified for the selected boot type " + type);
    }
    return Optional.of(new Firmware(type, mode == null ? LEGACY : mode));
  }

  private static String word(ApiRequest request, String parameter, Set<String> valid) {
    String value = request.text(parameter);
    if (value == null) {
      return null;
    }
    String word = value.toUpperCase(Locale.ROOT);
    if (!valid.contains(word)) {
      throw ApiException.invalid(
          "Invalid " + parameter + " " + value + ". Valid values are: " + valid);
    }
    return word;
  }

  void store(Vm vm) {
    vm.details.put(type, mode);
  }

  static void show(Vm vm, ObjectNode node) {
    String uefi = vm.details.get(UEFI);
    node.put("bootmode", uefi == null ? "legacy" : uefi.toLowerCase(Locale.ROOT));
    node.put("boottype", uefi == null ? "Bios" : "Uefi");
  }
}
