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
  private final long end;

  Sweep(SweepWorld world, SweepOptions options, PrintWriter out) {
    this.world = world;
    this.options = options;
    this.out = out;
    this.end = System.nanoTime() + options.limit().toNanos();
  }

  Tally run() {
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Wave wave = new Wave(world, pool);
      CleanRuns clean = CleanRuns.record(world, wave);
      List<FaultPoint> points = clean.points().stream().filter(options.which()).toList();
      out.println(points.size() + " fault points; seed " + options.seed());
      Tally tally = new Tally(points.size());
      Fleet fleet = new Fleet(world, wave, clean.mess());
      Backlog backlog = new Backlog(points, new Random(options.seed()));
      cover(backlog, fleet, wave, tally);
      tally.unreached(backlog.unreached());
      return tally;
    } finally {
      pool.shutdownNow();
    }
  }

  private boolean hasTime() {
    return System.nanoTime() < end;
  }

  private void cover(Backlog backlog, Fleet fleet, Wave wave, Tally tally) {
    Optional<Blow> blow = backlog.biggest();
    while (blow.isPresent() && hasTime()) {
      List<Assignment> work = backlog.assign(blow.get(), options.width(), fleet);
      int room = options.width() - work.size();
      if (room > 0) {
        fill(backlog, fleet, blow.get(), room);
        work.addAll(backlog.assign(blow.get(), room, fleet));
      }
      strike(blow.get(), work, backlog, fleet, wave, tally);
      blow = backlog.biggest();
    }
  }

  /** Brings VMs to where points are left that no VM is at. */
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

  private void strike(
      Blow blow, List<Assignment> work, Backlog backlog, Fleet fleet, Wave wave, Tally tally) {
    List<Verdict> verdicts = wave.run(blow, work);
    for (int i = 0; i < work.size(); i++) {
      Verdict verdict = verdicts.get(i);
      ProtectedContext vm = work.get(i).vm();
      if (!verdict.reached()) {
        work.get(i).points().forEach(backlog::missed);
      }
      if (verdict.ok()) {
        verdict.place().ifPresent(place -> fleet.put(place, vm));
      }
      tell(verdict);
    }
    tally.add(verdicts);
    tally.orphans(wave.orphans());
    out.println(blow + " x " + work.size() + ": " + tally.line() + " left=" + backlog.size());
  }

  private void tell(Verdict verdict) {
    if (!verdict.ok()) {
      out.println("WRONG " + verdict.vm() + " " + verdict.faults().points());
      out.println("  " + verdict.ended());
      verdict.problems().forEach(p -> out.println("  " + p));
      verdict.violations().forEach(v -> out.println("  " + v));
    }
  }
}
