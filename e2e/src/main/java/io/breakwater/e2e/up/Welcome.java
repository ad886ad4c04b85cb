package io.breakwater.e2e.up;

import io.breakwater.e2e.world.GivenParts;
import io.breakwater.e2e.world.World;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;
import java.util.Optional;

/** What a person needs to begin. */
final class Welcome {
  private static final String CLI_DEFAULT = "127.0.0.1:7233";
  private static final String SHOWN_VM = "PhilB Test machine";

  private final World world;
  private final List<ProtectedContext> vms;
  private final String gateway;

  Welcome(World world, List<ProtectedContext> vms, int gatewayPort) {
    this.world = world;
    this.vms = vms;
    this.gateway = "http://127.0.0.1:" + gatewayPort;
  }

  void print(Optional<String> waitingFor) {
    System.out.println();
    System.out.println("Breakwater is up.");
    parts();
    waitingFor.ifPresent(what -> System.out.println("The worker is waiting: " + what));
    if (!vms.isEmpty()) {
      sampleVms();
    }
    examples();
    System.out.println("Ctrl-C stops all of it; started again it goes on where it was.");
  }

  private void parts() {
    GivenParts given = world.options().given();
    part("GUI and REST", gateway + signIn());
    if (given.temporal()) {
      part("Temporal", given.temporalAddress().orElseThrow() + " (given)");
    } else {
      part("Temporal web UI", world.temporal().uiUrl());
      part("Temporal", world.temporal().address());
    }
    part("database", world.databaseAccess().url() + (given.database() ? " (given)" : ""));
    part("CloudStack", cloudStack(given));
    part("Volume Daemon", given.daemonUrl().map(u -> u + " (given)").orElseGet(this::ownDaemon));
    given.vmaUrl().ifPresent(url -> part("VMA", url + " (given; no operation asks it yet)"));
    part("logs", world.options().directory().resolve("logs").toString());
  }

  private String signIn() {
    return world.hasOwnTokens() ? "/#token=" + world.gatewayAccess().admin() : "";
  }

  private String cloudStack(GivenParts given) {
    if (given.simulatesSite()) {
      return world.simulator().cloud().url()
          + " (simulated; journal and faults: "
          + world.simulator().controlUrl()
          + "/simulator)";
    }
    return given
        .cloudStackUrl()
        .map(url -> url + " (given)")
        .orElse("the active one in ossea_configs of the database");
  }

  private String ownDaemon() {
    return world.site().daemon().url() + " (simulated)";
  }

  private static void part(String name, String where) {
    System.out.printf("  %-16s %s%n", name, where);
  }

  private void sampleVms() {
    System.out.println();
    System.out.printf("  %-20s %-6s %-24s %s%n", "VM", "disks", "vCenter", "context id");
    for (ProtectedContext vm : vms) {
      System.out.printf(
          "  %-20s %-6d %-24s %s%n",
          vm.vmName(), vm.volumeIds().size(), vm.vcenter(), vm.contextId());
    }
  }

  private void examples() {
    String vm = vms.isEmpty() ? "VM NAME" : SHOWN_VM;
    String context =
        vms.stream()
            .filter(v -> v.vmName().equals(SHOWN_VM))
            .map(ProtectedContext::contextId)
            .findFirst()
            .orElse("CONTEXT ID");
    System.out.println();
    System.out.println("Try:");
    temporal(
        "workflow start --type Submit --task-queue breakwater --input '{\"operation\":"
            + "\"TEST_FAILOVER\",\"vm\":\""
            + vm
            + "\"}'");
    temporal("workflow query --type progress --workflow-id 'vm/" + context + "'");
    temporal("workflow metadata --workflow-id 'vm/" + context + "'");
    temporal("workflow list --query 'BreakwaterVm=\"" + vm + "\"'");
    System.out.println(
        "  curl -H @"
            + world.gatewayAccess().header()
            + " -X POST "
            + gateway
            + "/api/v1/failover/cleanup/"
            + vm.replace(" ", "%20"));
    if (world.temporal() != null) {
      System.out.println("The temporal command is " + world.temporal().program().path());
    }
  }

  /** The CLI knows its default by itself; a given Temporal is in the environment already. */
  private void temporal(String command) {
    boolean known = world.temporal() == null || world.temporal().address().equals(CLI_DEFAULT);
    System.out.println(
        "  temporal " + command + (known ? "" : " --address " + world.temporal().address()));
  }
}
