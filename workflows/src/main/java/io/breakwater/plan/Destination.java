package io.breakwater.plan;

import io.breakwater.observation.ContextView.Nic;
import io.breakwater.observation.DiskView;
import io.breakwater.observation.Observation;
import io.breakwater.observation.SiteView.NetworkMapping;
import io.breakwater.vm.NetworkId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a destination is made of, and on which networks: a test only on networks marked as test, a
 * live destination only on the others.
 */
final class Destination {
  private static final long GIB = 1L << 30;

  private final Observation seen;
  private final boolean live;
  private final PlanOptions options;
  private final List<NetworkId> networks = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Reasons problems = new Reasons();

  Destination(Observation seen, Goal goal, PlanOptions options) {
    this.seen = seen;
    this.live = goal == Goal.FAILED_OVER_LIVE;
    this.options = options;
    chooseNetworks();
  }

  private void chooseNetworks() {
    List<Nic> nics = seen.vm().nics();
    if (nics.isEmpty()) {
      Optional<NetworkMapping> first =
          seen.site().mappings().stream().filter(this::fits).findFirst();
      first.ifPresentOrElse(this::take, () -> noNetwork("the VM"));
      first.ifPresent(
          m ->
              warnings.add(
                  "no network card of the source is known: one is made on " + m.networkName()));
      return;
    }
    nics.forEach(nic -> choose(nic.network()));
  }

  private void choose(String source) {
    NetworkId wished = options.networks().get(source);
    Optional<NetworkMapping> mapping =
        seen.site().mappings().stream()
            .filter(this::fits)
            .filter(
                m -> wished == null ? m.sourceNetwork().equals(source) : m.network().equals(wished))
            .findFirst();
    mapping.ifPresentOrElse(this::take, () -> noNetwork("source network \"" + source + "\""));
  }

  private void take(NetworkMapping mapping) {
    if (!mapping.exists()) {
      problems.add(
          "NETWORK_MISSING",
          "CloudStack knows no network " + mapping.network() + " (" + mapping.networkName() + ")",
          "correct the network mapping of \"" + mapping.sourceNetwork() + "\"");
    }
    networks.add(mapping.network());
  }

  private boolean fits(NetworkMapping mapping) {
    return mapping.test() != live;
  }

  private void noNetwork(String what) {
    if (live) {
      problems.add(
          "NO_LIVE_NETWORK",
          what + " is mapped to no network that is not marked as test",
          "add a live network mapping for " + what);
    } else {
      problems.add(
          "NO_TEST_NETWORK",
          what + " is mapped to no network that is marked as test",
          "add a test network mapping for " + what);
    }
  }

  Reasons problems() {
    return problems;
  }

  List<String> warnings() {
    if (live && firmware() == null) {
      warnings.add(
          "the source's firmware is not known: the destination boots as the template does");
    }
    return warnings;
  }

  MachineSpec spec() {
    long osBytes =
        seen.disks().stream().filter(d -> d.id().isOs()).mapToLong(DiskView::sizeBytes).sum();
    return new MachineSpec(
        HostName.of(options.destinationName()),
        options.destinationName(),
        seen.site().zoneId(),
        seen.site().templateId(),
        seen.site().serviceOfferingId(),
        seen.vm().cpus(),
        seen.vm().memoryMb(),
        (osBytes + GIB - 1) / GIB,
        networks,
        live,
        firmware());
  }

  /** {@code bios_setup} holds vCenter's word for it: {@code bios} or {@code efi}. */
  private MachineSpec.Firmware firmware() {
    String stored =
        seen.vm().firmware() == null ? "" : seen.vm().firmware().toLowerCase(Locale.ROOT);
    if (stored.contains("efi")) {
      return stored.contains("secure")
          ? MachineSpec.Firmware.UEFI_SECURE
          : MachineSpec.Firmware.UEFI_LEGACY;
    }
    return stored.contains("bios") ? MachineSpec.Firmware.BIOS : null;
  }
}
