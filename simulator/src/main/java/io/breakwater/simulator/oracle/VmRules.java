package io.breakwater.simulator.oracle;

import io.breakwater.simulator.cloud.CloudView;
import io.breakwater.simulator.cloud.NetworkView;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.cloud.VolumeView;
import io.breakwater.simulator.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Invariants 2, 6 and 8: the machines that an operation deploys, starts and destroys. */
final class VmRules {

  /** The VM detail that says {@code live} for a live destination; any other marked VM is a test. */
  static final String KIND = "breakwater.kind";

  /** The VM detail that names the context. */
  private static final String CONTEXT = "breakwater.context";

  private final Oracle oracle;

  VmRules(Oracle oracle) {
    this.oracle = oracle;
  }

  void destroy(JournalEntry call, CloudView cloud) {
    cloud.vm(call.parameters().getOrDefault("id", "")).ifPresent(vm -> destroy(vm, call, cloud));
  }

  private void destroy(VmView vm, JournalEntry call, CloudView cloud) {
    if (vm.mark().isEmpty() && !oracle.isFormerDestination(vm.id())) {
      oracle.violated(2, call, "asks to destroy VM " + vm.name() + " without our mark");
    }
    for (VolumeView volume : cloud.volumesOn(vm.id())) {
      if (cloud.isProtected(volume.id())) {
        oracle.violated(
            1,
            call,
            "asks to destroy VM " + vm.name() + " with " + VolumeRules.printed(volume) + " on it");
      }
      if (!volume.id().equals(vm.bornRootId())) {
        oracle.violated(
            2,
            call,
            "asks to destroy VM "
                + vm.name()
                + " while "
                + VolumeRules.printed(volume)
                + " is on it, which its deploy did not make as its root");
      }
    }
  }

  void update(JournalEntry call, CloudView cloud) {
    if (!"false".equalsIgnoreCase(call.parameter("deleteprotection"))) {
      return;
    }
    cloud
        .vm(call.parameters().getOrDefault("id", ""))
        .ifPresent(
            vm -> {
              boolean holdsProtected =
                  cloud.volumesOn(vm.id()).stream()
                      .map(volume -> cloud.contextOf(volume.id()))
                      .flatMap(Optional::stream)
                      .anyMatch(context -> !oracle.isCommitted(context));
              if (holdsProtected) {
                oracle.violated(
                    2,
                    call,
                    "asks to lift the delete protection of VM "
                        + vm.name()
                        + " while protected volumes are on it");
              }
            });
  }

  void start(JournalEntry call, CloudView cloud) {
    cloud
        .vm(call.parameters().getOrDefault("id", ""))
        .filter(vm -> vm.mark().isPresent())
        .ifPresent(
            vm -> {
              checkNetworks(vm.name(), vm.details(), vm.networkIds(), call, cloud);
              checkSource(vm, call);
            });
  }

  private void checkSource(VmView vm, JournalEntry call) {
    if (isLive(vm) && contextOf(vm).filter(oracle::sourceRuns).isPresent()) {
      oracle.violated(
          8, call, "asks to start the live VM " + vm.name() + " while its source is on");
    }
  }

  /** Invariant 8 from the other side. */
  void sourcePoweredOn(String contextId, CloudView cloud) {
    cloud.vms().stream()
        .filter(vm -> isLive(vm) && contextOf(vm).filter(contextId::equals).isPresent())
        .filter(vm -> vm.state().equals("Running") || vm.state().equals("Starting"))
        .forEach(
            vm ->
                oracle.violated(
                    8, null, "the source was powered on beside the live VM " + vm.name()));
  }

  private static boolean isLive(VmView vm) {
    return "live".equalsIgnoreCase(vm.details().get(KIND));
  }

  private static Optional<String> contextOf(VmView vm) {
    return Optional.ofNullable(vm.details().get(CONTEXT));
  }

  private void checkNetworks(
      String vm,
      Map<String, String> details,
      List<String> networkIds,
      JournalEntry call,
      CloudView cloud) {
    if ("live".equalsIgnoreCase(details.get(KIND))) {
      return;
    }
    for (NetworkView network : cloud.networks()) {
      if (networkIds.contains(network.id()) && !network.test()) {
        oracle.violated(
            8,
            call,
            "asks to start the test VM "
                + vm
                + " on network "
                + network.name()
                + ", which is not for tests");
      }
    }
  }

  void deploy(JournalEntry call, CloudView cloud) {
    String mark = null;
    String kind = null;
    List<String> networkIds = new ArrayList<>();
    for (Map.Entry<String, String> parameter : call.parameters().entrySet()) {
      String name = parameter.getKey();
      if (name.startsWith("details[") && name.endsWith("." + VmView.MARK)) {
        mark = parameter.getValue();
      } else if (name.startsWith("details[") && name.endsWith("." + KIND)) {
        kind = parameter.getValue();
      } else if (name.equalsIgnoreCase("networkids")) {
        networkIds.addAll(List.of(parameter.getValue().split(",")));
      } else if (name.toLowerCase(java.util.Locale.ROOT).endsWith(".networkid")) {
        networkIds.add(parameter.getValue());
      }
    }
    if (mark == null) {
      return;
    }
    checkOnlyOne(mark, call, cloud);
    if (!"false".equalsIgnoreCase(call.parameter("startvm"))) {
      Map<String, String> details = Map.of(KIND, Objects.requireNonNullElse(kind, "test"));
      checkNetworks(call.parameter("name"), details, networkIds, call, cloud);
    }
  }

  private void checkOnlyOne(String mark, JournalEntry call, CloudView cloud) {
    cloud.vms().stream()
        .filter(VmView::live)
        .filter(vm -> vm.mark().filter(mark::equals).isPresent())
        .findFirst()
        .ifPresent(
            vm ->
                oracle.violated(
                    6,
                    call,
                    "asks to deploy another VM for operation " + mark + "; it has " + vm.name()));
  }
}
