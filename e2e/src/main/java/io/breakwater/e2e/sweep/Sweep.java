package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import io.breakwater.simulator.site.ProtectedContext;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Meets every call with every fault, wave after wave, until all are covered or time is up. */
final class Sweep {
  private final SweepWorld world;
  private final SweepOptions options;
  private final PrintWriter out;
  private final Random random;
  private final long end;

  Sweep(SweepWorld world, SweepOptions options, PrintWriter out) {
    this.world = world;
    this.options = options;
    this.out = out;
    this.random = new Random(options.seed());
    this.end = System.nanoTime() + options.limit().toNanos();
  }

  Tally run() {
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Wave wave = new Wave(world, pool);
      CleanRuns clean = CleanRuns.record(world, wave);
      List<FaultPoint> points = clean.points().stream().filter(options.which()).toList();
      out.println(points.size() + " fault points; seed " + options.seed());
      Tally tally = new Tally(points);
      Fleet fleet = new Fleet(world, wave, clean.mess());
      Backlog backlog = new Backlog(Chains.deal(points, options.chain()), random);
      cover(backlog, fleet, wave, tally);
      tally.unreached(backlog.unreached());
      if (options.pairs()) {
        pairs(points, fleet, wave, tally);
      }
      return tally;
    } finally {
      pool.shutdownNow();
    }
  }

  private boolean hasTime() {
    return System.nanoTime() < end;
  }

  /** Two faults at once for as long as there is time. */
  private void pairs(List<FaultPoint> points, Fleet fleet, Wave wave, Tally tally) {
    Pairs pairs = new Pairs(points, random);
    while (hasTime()) {
      Backlog backlog = new Backlog(pairs.next(options.width()), random);
      while (backlog.size() > 0 && hasTime()) {
        wave(backlog, backlog.biggest().orElseThrow(), fleet, wave, tally);
      }
    }
  }

  private void cover(Backlog backlog, Fleet fleet, Wave wave, Tally tally) {
    Optional<Blow> blow = backlog.biggest();
    while (blow.isPresent() && hasTime()) {
      List<Verdict> verdicts = wave(backlog, blow.get(), fleet, wave, tally);
      verdicts.forEach(verdict -> verdict.missed().forEach(backlog::missed));
      blow = backlog.biggest();
    }
  }

  private List<Verdict> wave(Backlog backlog, Blow blow, Fleet fleet, Wave wave, Tally tally) {
    List<Assignment> work = backlog.assign(blow, options.width(), fleet);
    int room = options.width() - work.size();
    if (room > 0) {
      fill(backlog, fleet, blow, room);
      work.addAll(backlog.assign(blow, room, fleet));
    }
    List<Verdict> verdicts = wave.run(blow, work);
    for (int i = 0; i < work.size(); i++) {
      Verdict verdict = verdicts.get(i);
      ProtectedContext vm = work.get(i).vm();
      if (!verdict.ok()) {
        tell(verdict);
      } else if (work.get(i).flow() != Flow.COMMIT) {
        // The oracle takes a VM as committed from the start of its commit on.
        verdict.place().ifPresent(place -> fleet.put(place, vm));
      }
    }
    tally.add(verdicts);
    tally.orphans(wave.orphans());
    out.println(blow + " x " + work.size() + ": " + tally.line() + " left=" + backlog.size());
    return verdicts;
  }

  /** Brings VMs to where runs are left that no VM is at. */
  private static void fill(Backlog backlog, Fleet fleet, Blow blow, int most) {
    int room = most;
    for (Place place : List.of(Place.TEST, Place.LIVE, Place.MIXED)) {
      int wanted = Math.min(room, backlog.count(blow, place));
      if (wanted > 0) {
        fleet.bring(place, wanted);
        room -= wanted;
      }
    }
  }

  private void tell(Verdict verdict) {
    out.println("WRONG " + verdict.vm() + " " + verdict.faults().points());
    out.println("  " + verdict.ended());
    verdict.problems().forEach(problem -> out.println("  " + problem));
    verdict.violations().forEach(violation -> out.println("  " + violation));
  }
}
