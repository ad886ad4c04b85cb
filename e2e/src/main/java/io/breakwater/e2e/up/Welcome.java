package io.breakwater.e2e.up;

import io.breakwater.e2e.world.World;
import io.breakwater.simulator.site.ProtectedContext;
import java.util.List;

/** What a person needs to begin. */
final class Welcome {
  private final World world;
  private final List<ProtectedContext> vms;
  private final int gatewayPort;

  Welcome(World world, List<ProtectedContext> vms, int gatewayPort) {
    this.world = world;
    this.vms = vms;
    this.gatewayPort = gatewayPort;
  }

  void print() {
    String address = world.temporal().address();
    System.out.println();
    System.out.println("Breakwater is up.");
    System.out.println(
        "  gateway          http://127.0.0.1:" + gatewayPort + "/api/v1/vm-contexts");
    System.out.println("  Temporal web UI  " + world.temporal().uiUrl());
    System.out.println("  CloudStack       " + world.simulator().cloud().url() + " (simulated)");
    System.out.println("  simulator        " + world.simulator().controlUrl() + "/simulator");
    System.out.println("  logs             " + world.options().directory().resolve("logs"));
    System.out.println();
    System.out.println("VMs:");
    vms.forEach(
        vm ->
            System.out.printf(
                "  %-20s %-36s %d disk(s), %s%n",
                vm.vmName(), vm.contextId(), vm.volumeIds().size(), vm.vcenter()));
    System.out.println();
    System.out.println("Try:");
    System.out.println("  export TEMPORAL_ADDRESS=" + address);
    System.out.println(
        "  temporal workflow start --type Submit --task-queue breakwater --input "
            + "'{\"operation\":\"TEST_FAILOVER\",\"vm\":\"PhilB Test machine\"}'");
    System.out.println("  temporal workflow list --query 'BreakwaterVm=\"PhilB Test machine\"'");
    System.out.println(
        "  temporal workflow query --type progress --workflow-id 'vm/" + context() + "'");
    System.out.println(
        "  curl -X POST http://127.0.0.1:"
            + gatewayPort
            + "/api/v1/failover/cleanup/PhilB%20Test%20machine");
    System.out.println("The temporal command is " + world.temporal().program().path());
    System.out.println("Ctrl-C stops all of it; started again it goes on where it was.");
  }

  private String context() {
    return vms.stream()
        .filter(vm -> vm.vmName().startsWith("PhilB"))
        .map(ProtectedContext::contextId)
        .findFirst()
        .orElse(vms.get(0).contextId());
  }
}
