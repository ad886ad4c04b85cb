package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.JavaProcess;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.cloud.Hold;
import io.breakwater.simulator.embedded.LocalPorts;
import io.breakwater.simulator.embedded.Vegeta;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Status reads at a constant rate, half by the native API and half by the old one, while event
 * streams are open and operations run.
 */
final class GatewayLoad implements Measurement {
  private static final int READS_PER_SECOND = 500;
  private static final int STREAMS = 200;
  private static final int OPERATIONS = 20;
  private static final double P99_MS = 50;
  private static final double MEMORY_MIB = 512;
  private static final Duration WARM_UP = Duration.ofSeconds(20);
  private static final Duration SETTLING = Duration.ofMinutes(2);

  /** Those that run are held for as long as the measurement takes. */
  private static final Map<String, String> LONG_STARTS =
      Map.of("BREAKWATER_BUDGETS", "StartMachine=PT1H");

  private static final String NOTE =
      STREAMS
          + " event streams open, "
          + OPERATIONS
          + " operations that ended and as many that run; requests by vegeta "
          + Vegeta.VERSION
          + "; database, Temporal, worker, simulator, vegeta and the streams' reader share the"
          + " machine";

  @Override
  public String key() {
    return "gateway-load";
  }

  @Override
  public String title() {
    return "Gateway: " + READS_PER_SECOND + " status reads a second, " + STREAMS + " event streams";
  }

  @Override
  public void take(BenchOptions options, Report report) throws InterruptedException {
    Vegeta tool = Vegeta.locate();
    Path directory = options.directory().resolve("gateway-load");
    int port = LocalPorts.free();
    WorldOptions world =
        WorldOptions.temporary(directory)
            .withTimeScale(0.02)
            .onPorts(new WorldOptions.Ports(port, 0, 0, 0, 0, 0, 0, 0, 0));
    try (World running = World.start(world)) {
      running.startWorker("worker", LONG_STARTS);
      JavaProcess gateway = running.startGatewayAsInstalled();
      List<Operation> operations = operations(running, report);
      String url = "http://127.0.0.1:" + port;
      String token = running.gatewayAccess().viewer();
      Attack attack = new Attack(tool, directory.resolve("attack"), reads(url, operations), token);
      Duration time = Duration.ofSeconds(options.quick() ? 20 : 60);
      try (OpenStreams streams = new OpenStreams()) {
        streams.open(streams(url, operations), token);
        attack.run(READS_PER_SECOND / 5, WARM_UP);
        attack.run(READS_PER_SECOND, WARM_UP);
        awaitOpen(streams);
        Duration before = ProcessUsage.processor(gateway);
        Attack.Outcome outcome = attack.run(READS_PER_SECOND, time);
        Duration used = ProcessUsage.processor(gateway).minus(before);
        tell(report, outcome);
        figure(
            report, "gateway's cores", "", (double) used.toMillis() / time.toMillis(), Target.NONE);
        figure(report, "streams open at the end", "", streams.open(), Target.atLeast(STREAMS));
        figure(report, "events told", "", (double) streams.events(), Target.NONE);
        figure(
            report,
            "gateway's peak memory",
            "MiB",
            ProcessUsage.peakMiB(gateway),
            Target.atMost(MEMORY_MIB));
      }
    }
  }

  /** Some that ended, then some that wait for a VM that does not come up. */
  private static List<Operation> operations(World world, Report report) {
    List<Operation> ended =
        Fleet.of(world, "ended", OPERATIONS, 3).start(OperationKind.TEST_FAILOVER);
    ended.forEach(
        operation ->
            operation.await().failure().ifPresent(why -> report.trouble("test failover: " + why)));
    Hold starts =
        world
            .simulator()
            .cloud()
            .hold(Hold.At.JOB, call -> call.command().equals("startVirtualMachine"));
    List<Operation> all = new ArrayList<>(ended);
    all.addAll(Fleet.of(world, "running", OPERATIONS, 3).start(OperationKind.TEST_FAILOVER));
    awaitCaught(starts);
    return all;
  }

  private static void awaitCaught(Hold starts) {
    await(() -> starts.caught() >= OPERATIONS, "operations to start their VMs");
  }

  private static void awaitOpen(OpenStreams streams) {
    await(() -> streams.open() >= STREAMS, "event streams to open");
  }

  private static void await(java.util.function.BooleanSupplier done, String what) {
    long limit = System.nanoTime() + SETTLING.toNanos();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() > limit) {
        throw new IllegalStateException("waited " + SETTLING + " for " + what);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for " + what, e);
      }
    }
  }

  private static List<String> reads(String url, List<Operation> operations) {
    List<String> urls = new ArrayList<>();
    for (Operation operation : operations) {
      urls.add(url + "/api/v2/operations/" + operation.id());
      urls.add(url + "/api/v1/failover/" + encoded(operation.vm().contextId()) + "/status");
    }
    return urls;
  }

  private static List<String> streams(String url, List<Operation> operations) {
    List<String> urls = new ArrayList<>();
    for (int i = 0; i < STREAMS / 2; i++) {
      urls.add(url + "/api/v2/events");
      Operation watched = operations.get(i % operations.size());
      urls.add(url + "/api/v2/operations/" + watched.id() + "/events");
    }
    return urls;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void tell(Report report, Attack.Outcome outcome) {
    if (outcome.success() < 1) {
      report.trouble("not every read was answered with 200: " + outcome.errors());
    }
    figure(report, "reads sent per second", "/s", outcome.rate(), Target.atLeast(499));
    figure(report, "reads answered with 200", "%", 100 * outcome.success(), Target.atLeast(100));
    figure(report, "status read, median", "ms", outcome.medianMs(), Target.NONE);
    figure(report, "status read, 99th percentile", "ms", outcome.p99Ms(), Target.atMost(P99_MS));
    figure(report, "status read, longest", "ms", outcome.longestMs(), Target.NONE);
  }

  private static void figure(Report report, String name, String unit, double value, Target target) {
    report.figure(new Figure("gateway-load", name, unit, List.of(value), target, NOTE));
  }
}
