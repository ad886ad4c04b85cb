package io.breakwater.e2e.bench;

import io.breakwater.e2e.world.CriticalPaths;
import io.breakwater.e2e.world.World;
import io.breakwater.e2e.world.WorldOptions;
import io.breakwater.operation.OperationKind;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.ProtectedVm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Breakwater against a sequential runner, on VMs of the same kind in the same simulated cloud. */
final class AgainstSequential implements Measurement {
  private static final double FEW = 2.5;
  private static final double MANY = 4;
  private static final int MANY_DISKS = 12;
  private static final String NOTE =
      "repetitions side by side, each in a world of its own; \"bound\" is what the critical path"
          + " would give: jobs on one VM, the appliance among them, run one by one in CloudStack, so"
          + " nobody can be faster than that";

  @Override
  public String key() {
    return "sequential";
  }

  @Override
  public String title() {
    return "Against a plain sequential runner (2 s polls), recorded durations";
  }

  @Override
  public void take(BenchOptions options, Report report) throws InterruptedException {
    List<Integer> sizes = options.quick() ? List.of(3) : List.of(3, MANY_DISKS);
    Map<Integer, Comparison> comparisons = new TreeMap<>();
    sizes.forEach(disks -> comparisons.put(disks, new Comparison(disks)));
    ExecutorService sideBySide = Executors.newFixedThreadPool(options.repetitions());
    try {
      List<Callable<Void>> rounds = new ArrayList<>();
      for (int i = 1; i <= options.repetitions(); i++) {
        Path directory = options.directory().resolve("sequential-" + i);
        rounds.add(() -> round(directory, comparisons.values(), report));
      }
      for (Future<Void> round : sideBySide.invokeAll(rounds)) {
        round.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("compare with a sequential runner: " + e.getCause(), e);
    } finally {
      sideBySide.shutdownNow();
    }
    comparisons.values().forEach(comparison -> comparison.tell(report));
  }

  /** One repetition, in a world of its own: nearly all of its time is waiting. */
  private static Void round(Path directory, Collection<Comparison> comparisons, Report report)
      throws InterruptedException {
    try (World world = World.start(WorldOptions.temporary(directory))) {
      world.startWorker("worker");
      // The first operation of a process also pays for what is loaded once.
      ProtectedContext warmUp = world.site().protect(ProtectedVm.named("warm-up"));
      timed(world, OperationKind.TEST_FAILOVER, warmUp, report);
      timed(world, OperationKind.CLEANUP, warmUp, report);
      for (Comparison comparison : comparisons) {
        comparison.take(world, report);
      }
      return null;
    }
  }

  private static double timed(World world, OperationKind kind, ProtectedContext vm, Report report) {
    Operation.Ended ended = Operation.start(world, kind, vm).await();
    ended
        .failure()
        .ifPresent(why -> report.trouble(kind.title() + " of " + vm.vmName() + ": " + why));
    return ended.seconds();
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Both on VMs with so many disks. */
  private static final class Comparison {
    private final int disks;
    private final Ratio up;
    private final Ratio back;

    private Comparison(int disks) {
      this.disks = disks;
      this.up = new Ratio("TestFailover, " + disks + " disks");
      this.back = new Ratio("Cleanup, " + disks + " disks");
    }

    private void take(World world, Report report) throws InterruptedException {
      ProtectedContext ours = protect(world, "ours-" + disks);
      ProtectedContext plain = protect(world, "plain-" + disks);
      CriticalPaths paths = new CriticalPaths(world);
      double shortestUp = paths.testFailover(ours, true).toNanos() / 1e9;
      double shortestBack = paths.cleanup(ours).toNanos() / 1e9;
      SequentialRunner runner = new SequentialRunner(world);
      long began = System.nanoTime();
      String machine = runner.testFailover(plain);
      double plainUp = since(began);
      began = System.nanoTime();
      runner.cleanup(plain, machine);
      double plainBack = since(began);
      up.add(plainUp, timed(world, OperationKind.TEST_FAILOVER, ours, report), shortestUp);
      back.add(plainBack, timed(world, OperationKind.CLEANUP, ours, report), shortestBack);
      report.say(
          String.format(
              "%d disks: sequential %.1f s up and %.1f s back", disks, plainUp, plainBack));
    }

    private ProtectedContext protect(World world, String name) {
      Integer[] sizes = Collections.nCopies(disks, 20).toArray(Integer[]::new);
      return world.site().protect(ProtectedVm.named(name).disks(sizes));
    }

    private void tell(Report report) {
      double target = disks >= MANY_DISKS ? MANY : FEW;
      up.tell(report, target);
      back.tell(report, target);
    }
  }

  /** Their times and ours. */
  private static final class Ratio {
    private final String what;
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> faster = new ArrayList<>();
    private final List<Double> bound = new ArrayList<>();

    private Ratio(String what) {
      this.what = what;
    }

    private synchronized void add(double theirs, double our, double shortest) {
      plain.add(theirs);
      ours.add(our);
      faster.add(theirs / our);
      bound.add(theirs / shortest);
    }

    private void tell(Report report, double target) {
      report.figure(figure("times faster", "×", faster, Target.atLeast(target)));
      report.figure(figure("bound", "×", bound, Target.NONE));
      report.figure(figure("sequential", "s", plain, Target.NONE));
      report.figure(figure("Breakwater", "s", ours, Target.NONE));
    }

    private Figure figure(String name, String unit, List<Double> values, Target target) {
      return new Figure("sequential", what + ": " + name, unit, values, target, NOTE);
    }
  }
}
