package io.breakwater.simulator;

import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.SimulatedCloudBuilder;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.oracle.EndState;
import io.breakwater.simulator.oracle.Oracle;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * A simulated CloudStack with its oracle and its control API, and whatever services are added. It
 * starts in the order of adding and stops in the reverse order.
 */
public final class Simulator implements AutoCloseable {

  private final SimulatedCloud cloud;
  private final Oracle oracle;
  private final ControlApi control;
  private final List<SimulatedService> services = new ArrayList<>();

  private Simulator(SimulatedCloud cloud, int controlPort) {
    this.cloud = cloud;
    this.oracle = new Oracle(Clock.systemUTC());
    this.control = new ControlApi(cloud, oracle, controlPort);
    cloud.observe(oracle);
  }

  /** A simulator around this cloud, with the control API on any free port. */
  public static Simulator of(SimulatedCloudBuilder cloud) {
    return of(cloud, 0);
  }

  /** A simulator around this cloud, with the control API on the port, 0 for any free one. */
  public static Simulator of(SimulatedCloudBuilder cloud, int controlPort) {
    return new Simulator(cloud.build(), controlPort);
  }

  /**
   * The usual one for a test: everything {@code scale} times as long as real, free ports, started.
   */
  public static Simulator started(double scale) {
    return of(SimulatedCloud.builder().timeScale(scale)).start();
  }

  /** Adds a service; it is started and stopped with the simulator. */
  public Simulator with(SimulatedService service) {
    services.add(service);
    return this;
  }

  /** Starts everything. */
  public Simulator start() {
    cloud.start();
    control.start();
    services.forEach(SimulatedService::start);
    return this;
  }

  /** Puts somebody between CloudStack, the injector's disks and all who call them. */
  public void intercept(Interceptor between) {
    cloud.faults().intercept(between);
    control.intercept(between);
  }

  /** The simulated CloudStack. */
  public SimulatedCloud cloud() {
    return cloud;
  }

  /** The judge of what is done to it. */
  public Oracle oracle() {
    return oracle;
  }

  /** The checks for when nothing is under way. */
  public EndState endState() {
    return new EndState(cloud.view());
  }

  /**
   * Where the control API is, for example {@code http://127.0.0.1:41235}; paths begin with
   * /simulator.
   */
  public String controlUrl() {
    return control.url();
  }

  /** The URL under which a simulated disk is read and written. */
  public String diskUrl(String volumeId) {
    return controlUrl() + "/simulator/disks/" + volumeId;
  }

  @Override
  public void close() {
    for (int i = services.size() - 1; i >= 0; i--) {
      services.get(i).stop();
    }
    control.stop();
    cloud.close();
  }
}
