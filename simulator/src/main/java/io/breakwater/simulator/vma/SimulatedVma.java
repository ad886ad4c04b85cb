package io.breakwater.simulator.vma;

import io.breakwater.simulator.SimulatedService;
import io.breakwater.simulator.host.Call;
import io.breakwater.simulator.host.HttpFault;
import io.breakwater.simulator.host.HttpHold;
import io.breakwater.simulator.host.Interceptor;
import io.breakwater.simulator.host.JsonServer;
import io.breakwater.simulator.host.Pace;
import io.breakwater.simulator.host.Reply;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The VMA's HTTP interface on 127.0.0.1 over vCenters that live in memory. */
public final class SimulatedVma implements SimulatedService, AutoCloseable {

  record Login(String username, String password) {}

  record Machine(SourceVm vm, SourcePower power) {}

  private final JsonServer server;
  private final Clock clock;
  private final Map<String, Login> vcenters = new ConcurrentHashMap<>();
  private final Map<String, Machine> machines = new ConcurrentHashMap<>();
  private final Set<String> transfers = ConcurrentHashMap.newKeySet();
  private volatile PowerFile powerFile = new PowerFile(null);
  private volatile Consumer<SourceVm> poweredOn = vm -> {};
  private volatile Duration guestShutdown = Duration.ofSeconds(12);

  /** A VMA that is not running yet; {@code port} 0 for any free one, kept over restarts. */
  public SimulatedVma(int port, Pace pace, Clock clock) {
    this.clock = clock;
    this.server = new JsonServer("vma", port, pace);
    new PowerRoutes(this, pace, clock).addTo(server);
    new DiscoverRoute(this).addTo(server);
    server.route("GET", "/api/v1/progress/{id}", this::progress);
  }

  /** Adds a vCenter with the only login it accepts. */
  public void addVcenter(String host, String username, String password) {
    vcenters.put(host, new Login(username, password));
  }

  /** Adds a VM, powered on unless the power file says that it was off. */
  public void add(SourceVm vm) {
    String key = key(vm.vcenter(), vm.id());
    boolean on = !powerFile.offAtLast(key);
    machines.put(key, new Machine(vm, new SourcePower(on, clock, () -> changed(key))));
  }

  private void changed(String key) {
    powerFile.save(machines);
    Machine machine = machines.get(key);
    if (machine != null && machine.power().isOn()) {
      poweredOn.accept(machine.vm());
    }
  }

  /** Tells of every VM that is switched on from now on, whoever does it. */
  public void whenPoweredOn(Consumer<SourceVm> listener) {
    poweredOn = listener;
  }

  /** Whether anybody can ask it. */
  public boolean isReachable() {
    return server.isRunning();
  }

  /** Remembers in a file which VMs are off, for a site that is started again; call it first. */
  public void rememberPowerIn(Path file) {
    powerFile = new PowerFile(file);
  }

  /** Whether the VM is on, whatever the VMA would say. */
  public boolean isOn(String vcenter, String vmId) {
    return power(vcenter, vmId).isOn();
  }

  /** Switches a VM on or off at once, as a person in vCenter would. */
  public void setPower(String vcenter, String vmId, boolean on) {
    if (on) {
      power(vcenter, vmId).powerOn();
    } else {
      power(vcenter, vmId).set(false);
    }
  }

  /** Fault: the guest accepts graceful shutdowns and stays on. */
  public void guestIgnoresShutdown(String vcenter, String vmId, boolean ignores) {
    power(vcenter, vmId).ignoreShutdown(ignores);
  }

  /** Fault: vCenter does not tell the state; power-state fails and power-off claims success. */
  public void stateIsUnreadable(String vcenter, String vmId, boolean unreadable) {
    power(vcenter, vmId).unreadable(unreadable);
  }

  /** Fault: power-on ends with an error and the VM stays off. */
  public void refusesToStart(String vcenter, String vmId, boolean refuses) {
    power(vcenter, vmId).refuseToStart(refuses);
  }

  /** How long a guest takes to shut down, in the real system's time; 12 s unless told. */
  public void guestShutdownTakes(Duration duration) {
    guestShutdown = duration;
  }

  /** Puts somebody between all callers and its API. */
  public void intercept(Interceptor between) {
    server.intercept(between);
  }

  /** Makes HTTP requests go wrong. */
  public void add(HttpFault fault) {
    server.add(fault);
  }

  /**
   * Makes it say that it transfers something, or not.
   *
   * @param id a replication job or the name of a disk's NBD export
   */
  public void transfers(String id, boolean runs) {
    if (runs) {
      transfers.add(id);
    } else {
      transfers.remove(id);
    }
  }

  private Reply progress(Call call) {
    String id = call.path("id");
    if (!transfers.contains(id)) {
      return Reply.text(404, "job not found");
    }
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("job_id", id);
    json.put("status", "Streaming");
    json.put("phase", "Transfer");
    json.put("percentage", 42.0);
    return Reply.json(200, json);
  }

  /** Keeps HTTP requests before anything is done. */
  public HttpHold add(HttpHold hold) {
    return server.add(hold);
  }

  /** Ends the HTTP faults and holds. */
  public void clearFaults() {
    server.clearFaults();
  }

  /** Starts listening; does nothing when it does already. */
  @Override
  public void start() {
    server.start();
  }

  /** Refuses connections from now on; the VMs keep their state. */
  @Override
  public void stop() {
    server.stop();
  }

  /** Where it listens, without a trailing slash. */
  public String url() {
    return server.url();
  }

  @Override
  public void close() {
    stop();
  }

  Map<String, Machine> machines() {
    return machines;
  }

  Machine machine(String vcenter, String vmId) {
    return machines.get(key(vcenter, vmId));
  }

  /** Null when the login is right, else vCenter's complaint. */
  String complaintAbout(String vcenter, String username, String password) {
    Login login = vcenters.get(vcenter);
    if (login == null) {
      return "failed to connect to vCenter: dial tcp: lookup " + vcenter + ": no such host";
    }
    return login.equals(new Login(username, password))
        ? null
        : "failed to connect to vCenter: ServerFaultCode: Cannot complete login due to an"
            + " incorrect user name or password.";
  }

  /** How long a guest takes to shut down, simulated. */
  public Duration guestShutdown() {
    return guestShutdown;
  }

  /** How long a power-on takes, simulated. */
  public Duration powerOn() {
    return PowerRoutes.POWER_ON;
  }

  private SourcePower power(String vcenter, String vmId) {
    Machine machine = machine(vcenter, vmId);
    if (machine == null) {
      throw new IllegalArgumentException("no VM " + vmId + " in vCenter " + vcenter);
    }
    return machine.power();
  }

  private static String key(String vcenter, String vmId) {
    return vcenter + "/" + vmId;
  }
}
