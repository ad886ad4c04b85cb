package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Meets every call with every fault, many operations side by side, until time is up. */
final class Sweep {
  private static final Duration TELL = Duration.ofSeconds(10);

  /** So many times the width: few enough to end in time, enough for the width to be in use. */
  private static final int PAIRS = 3;

  private static final int FEW = 4;

  private final SweepWorld world;
  private final SweepOptions options;
  private final PrintWriter out;
  private final Random random;
  private final long began = System.nanoTime();
  private long toldAt;

  Sweep(SweepWorld world, SweepOptions options, PrintWriter out) {
    this.world = world;
    this.options = options;
    this.out = out;
    this.random = new Random(options.seed());
  }

  Tally run() {
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Judge judge = new Judge(world);
      CleanRuns clean = CleanRuns.record(world, new Wave(world, pool));
      List<FaultPoint> points = clean.points().stream().filter(options.which()).toList();
      List<List<FaultPoint>> runs = options.deal().apply(points);
      tell(points.size() + " fault points in " + runs.size() + " runs; seed " + options.seed());
      Tally tally = new Tally(points);
      Fleet fleet = new Fleet(world::protect, clean.mess());
      Conveyor conveyor = new Conveyor(world, pool, judge);
      Backlog backlog = new Backlog(runs, random);
      cover(backlog, options.width(), conveyor, fleet, tally);
      // Whether some calls are made at all depends on how much else is under way.
      cover(
          backlog.unreached(point -> isWanted(tally, point), random), FEW, conveyor, fleet, tally);
      Pairs pairs = new Pairs(points, random);
      while (options.pairs() && hasTime()) {
        Backlog more = new Backlog(pairs.next(PAIRS * options.width()), random);
        cover(more, options.width(), conveyor, fleet, tally);
      }
      tally.orphans(judge.orphans());
      tally.strayViolations(conveyor.strayViolations());
      return tally;
    } finally {
      pool.shutdownNow();
    }
  }

  private boolean hasTime() {
    return System.nanoTime() - began < options.limit().toNanos();
  }

  private void cover(Backlog backlog, int width, Conveyor conveyor, Fleet fleet, Tally tally) {
    Optional<Blow> blow = backlog.biggest();
    while (blow.isPresent() && hasTime()) {
      Blow current = blow.get();
      conveyor.run(
          current,
          width,
          () -> hasTime() ? backlog.next(current, fleet) : Optional.empty(),
          (work, verdict) -> {
            fleet.ended(work, verdict);
            ended(work, verdict, backlog, tally);
            tellNowAndThen(current + ": " + tally.line() + " left=" + backlog.size());
          });
      tell(current + " over: " + tally.line() + " left=" + backlog.size());
      blow = backlog.biggest();
    }
  }

  private void ended(Assignment work, Verdict verdict, Backlog backlog, Tally tally) {
    if (work.isMess()) {
      tally.strayViolations(verdict.violations());
      return;
    }
    tally.add(verdict);
    verdict.missed().stream().filter(p -> isWanted(tally, p)).forEach(backlog::missed);
    if (!verdict.ok()) {
      tell(verdict);
    }
  }

  private boolean isWanted(Tally tally, FaultPoint point) {
    return tally.lacks(point) && (options.everyPoint() || tally.lacksAllLike(point));
  }

  private void tell(Verdict verdict) {
    tell("WRONG " + verdict.vm() + " " + verdict.faults().points());
    out.println("  " + verdict.ended());
    verdict.problems().forEach(problem -> out.println("  " + problem));
    verdict.violations().forEach(violation -> out.println("  " + violation));
  }

  private void tellNowAndThen(String line) {
    if (System.nanoTime() - toldAt > TELL.toNanos()) {
      tell(line);
    }
  }

  private void tell(String line) {
    toldAt = System.nanoTime();
    out.printf("[%4d s] %s%n", (toldAt - began) / 1_000_000_000L, line);
  }
}
