package io.breakwater.e2e.trouble;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.plan.PlannedStep;
import io.breakwater.simulator.cloud.SimulatedCloud;
import io.breakwater.simulator.cloud.VmView;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import io.breakwater.simulator.site.Site;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A whole Breakwater with short time limits, whose parts can be troubled. Its logs lie in {@code
 * target/trouble/<fork>/<name>}.
 */
final class TroubleWorld implements AutoCloseable {
  private static final double TIME_SCALE = 0.05;
  private static final SharedWorld SHARED =
      new SharedWorld("shared", name -> start(name, Map.of()));
  private static final AtomicInteger VMS = new AtomicInteger();
  private static final AtomicInteger WORKERS = new AtomicInteger(1);
  private static final Map<String, String> TUNING =
      Map.ofEntries(
          Map.entry("BREAKWATER_HEARTBEAT", "PT3S"),
          Map.entry("BREAKWATER_LEASE_TTL", "PT6S"),
          Map.entry("BREAKWATER_LEASE_RETRY", "PT0.3S"),
          Map.entry("BREAKWATER_PATIENCE", "PT60S"),
          Map.entry("BREAKWATER_RETRY_FIRST", "PT0.3S"),
          Map.entry("BREAKWATER_RETRY_MAX", "PT2S"),
          Map.entry("BREAKWATER_WATCH_TICK", "PT0.1S"),
          Map.entry("BREAKWATER_LOST_ANSWER_GRACE", "PT1S"),
          Map.entry("BREAKWATER_DAEMON_LOST_AFTER", "PT3S"),
          Map.entry("BREAKWATER_PENDING_TICK", "PT0.2S"),
          Map.entry("BREAKWATER_SOURCE_POLL", "PT0.2S"),
          Map.entry("BREAKWATER_SOURCE_SHUTDOWN", "PT6S"),
          Map.entry("BREAKWATER_SOURCE_POWER_CUT", "PT6S"),
          Map.entry("BREAKWATER_SOURCE_POWER_ON", "PT10S"),
          Map.entry("BREAKWATER_SYNC_POLL", "PT0.2S"),
          // Steps are held until the last of many VMs has got to its own.
          Map.entry("BREAKWATER_SYNC_NO_PROGRESS", "PT5M"),
          Map.entry(
              "BREAKWATER_BUDGETS",
              "LiveFailover/HoldReplication=PT5M,LiveFailover/FlushDevices=PT5M,"
                  + "LiveFailover/ProtectMachine=PT5M,LiveFailover/CheckMachine=PT5M"),
          Map.entry("BREAKWATER_SYNC_GRACE", "PT2S"));

  private final World world;
  private final Operations operations;
  private final Judge judge;
  private JavaProcess worker;

  private TroubleWorld(World world) {
    this.world = world;
    this.operations = new Operations(world.client());
    this.judge = new Judge(world);
    this.worker = world.startWorker("worker");
  }

  /**
   * The one of this JVM, with a worker; stopped at exit, and after a failed test replaced by a new
   * one. Whoever uses it leaves it whole ({@link #calm()}), with no operation under way.
   */
  static TroubleWorld shared() {
    return SHARED.get();
  }

  /** Where a world keeps its files; two JVMs side by side may have worlds of the same name. */
  static Path directoryOf(String name) {
    String fork = System.getProperty("breakwater.fork", "1");
    return Path.of("target", "trouble", fork, name).toAbsolutePath();
  }

  /** One of its own, with a worker; the tuning adds to the usual short time limits. */
  static TroubleWorld start(String name, Map<String, String> tuning) {
    Map<String, String> variables = new HashMap<>(TUNING);
    Path directory = directoryOf(name);
    variables.put("BREAKWATER_FLUSH", FlushHold.install(directory));
    variables.putAll(tuning);
    World world =
        World.start(
            WorldOptions.temporary(directory).withTimeScale(TIME_SCALE).withTuning(variables));
    try {
      return new TroubleWorld(world);
    } catch (RuntimeException e) {
      world.close();
      throw e;
    }
  }

  World world() {
    return world;
  }

  Operations operations() {
    return operations;
  }

  Judge judge() {
    return judge;
  }

  Site site() {
    return world.site();
  }

  SimulatedCloud cloud() {
    return world.simulator().cloud();
  }

  /** The worker that was started last. */
  JavaProcess worker() {
    return worker;
  }

  /** Starts another worker process. */
  JavaProcess startWorker(String name) {
    worker = world.startWorker(name);
    return worker;
  }

  /** Starts another worker process with variables of its own. */
  JavaProcess startWorker(Map<String, String> tuning) {
    worker = world.startWorker("worker-" + WORKERS.incrementAndGet(), tuning);
    return worker;
  }

  /** Starts another worker process of another build: these classes go before the product's own. */
  JavaProcess startWorker(Path build) {
    worker = world.startWorker("worker-" + WORKERS.incrementAndGet(), Map.of(), List.of(build));
    return worker;
  }

  /** Starts another worker unless one runs. */
  void ensureWorker() {
    if (!worker.isAlive()) {
      startWorker("worker-" + WORKERS.incrementAndGet());
    }
  }

  /** The machine that an operation deployed for the VM, if it is there. */
  Optional<VmView> machineOf(ProtectedContext vm) {
    return cloud().view().vms().stream()
        .filter(machine -> vm.contextId().equals(machine.details().get("breakwater.context")))
        .findFirst();
  }

  /** A name that no other VM of this JVM has. */
  static String freshName(String what) {
    return what + "-" + VMS.incrementAndGet();
  }

  /** A Windows VM, ready for failover, with so many disks. */
  ProtectedContext windowsVm(String what, int disks) {
    Integer[] sizes = new Integer[disks];
    for (int i = 0; i < disks; i++) {
      sizes[i] = 40 + 10 * i;
    }
    return site().protect(ProtectedVm.named(freshName(what)).disks(sizes));
  }

  /** As many VMs of two disks as a test failover has such steps, and one more. */
  List<ProtectedContext> vmsFor(String what, Predicate<PlannedStep> steps) {
    return vmsFor(OperationKind.TEST_FAILOVER, what, steps);
  }

  /** The same for a failover of this kind. */
  List<ProtectedContext> vmsFor(OperationKind kind, String what, Predicate<PlannedStep> steps) {
    ProtectedContext first = windowsVm(what, 2);
    long others = operations.plan(kind, first).stream().filter(steps).count();
    return Stream.concat(Stream.of(first), Stream.generate(() -> windowsVm(what, 2)).limit(others))
        .toList();
  }

  /** Ends all faults and brings back what was taken away. */
  void calm() {
    cloud().faults().clear();
    cloud().releaseHolds();
    cloud().comeBack();
    site().daemon().clearFaults();
    site().daemon().start();
    site().oma().clearFaults();
    site().vma().clearFaults();
    site().vma().start();
  }

  @Override
  public void close() {
    world.close();
  }
}
