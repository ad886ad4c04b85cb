package io.breakwater.e2e.gui;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.e2e.world.GatewayAccess;
import io.breakwater.e2e.world.GivenParts;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.e2e.world.WorldOptions.Ports;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.embedded.LocalPorts;
import io.breakwater.simulator.fault.Fault;
import io.breakwater.simulator.fault.FaultKind;
import io.breakwater.simulator.host.CuttableLink;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A whole Breakwater, fifty times as fast as the recordings, behind a link that can be cut. */
final class GuiWorld implements AutoCloseable {
  private static final Path DIRECTORY = Path.of("target", "gui").toAbsolutePath();
  private static final double TIME_SCALE = 0.02;
  private static final int ACCOUNT_LIMIT = 535;
  private static final Map<String, String> TUNING =
      Map.of(
          "BREAKWATER_WATCH_TICK", "PT0.1S",
          "BREAKWATER_PENDING_TICK", "PT0.1S",
          "BREAKWATER_LEASE_RETRY", "PT0.2S",
          "BREAKWATER_SOURCE_POLL", "PT0.2S",
          "BREAKWATER_SYNC_POLL", "PT0.2S");

  private final World world;
  private final CuttableLink link;

  private GuiWorld(World world, int port) {
    this.world = world;
    world.startWorker("worker");
    world.startGateway();
    this.link = CuttableLink.to(port);
  }

  static GuiWorld start() {
    int port = LocalPorts.free();
    World world =
        World.start(
            new WorldOptions(
                DIRECTORY,
                false,
                TIME_SCALE,
                Duration.ofSeconds(8),
                new Ports(port, 0, 0, 0, 0, 0, 0, 0, 0),
                TUNING,
                GivenParts.none()));
    try {
      return new GuiWorld(world, port);
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  /** What a person of that role signs in with. */
  String tokenOf(String role) {
    GatewayAccess access = world.gatewayAccess();
    return switch (role) {
      case "viewer" -> access.viewer();
      case "operator" -> access.operator();
      default -> access.admin();
    };
  }

  /** Where a browser finds the pages. */
  String url() {
    return "http://127.0.0.1:" + link.port();
  }

  /** The way from the browser to the gateway. */
  CuttableLink link() {
    return link;
  }

  ProtectedContext protect(String name, Integer... disksGb) {
    return protect(ProtectedVm.named(name).disks(disksGb));
  }

  ProtectedContext protect(ProtectedVm vm) {
    return world.site().protect(vm);
  }

  /** Keeps every start of a VM from ending until it is released. */
  Hold keepStarts() {
    return world
        .simulator()
        .cloud()
        .hold(Hold.At.JOB, call -> call.command().equals("startVirtualMachine"));
  }

  /** No VM starts until the limit is raised. */
  void exhaustAccount() {
    Fault limit =
        Fault.on("startVirtualMachine", FaultKind.JOB_FAILURE)
            .saying(ACCOUNT_LIMIT, "Maximum number of running CPUs of the account is reached");
    world.simulator().cloud().faults().add(limit.always());
  }

  void raiseLimit() {
    world.simulator().cloud().faults().clear();
  }

  void assertNoViolation() {
    assertThat(world.simulator().oracle().violations()).isEmpty();
  }

  @Override
  public void close() {
    link.close();
    world.close();
  }
}
