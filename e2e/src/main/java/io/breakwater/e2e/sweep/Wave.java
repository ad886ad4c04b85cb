package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Operations side by side, each with faults of its own, and at most one blow that hits them all.
 */
final class Wave {
  /** Below the time after which our own clients give a call up. */
  private static final Duration ARRIVAL = Duration.ofSeconds(30);

  private static final Duration WAITING_FOR_OTHERS = Duration.ofSeconds(5);
  private static final Duration END = Duration.ofSeconds(150);
  private static final Duration SETTLE = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(100);

  private final SweepWorld world;
  private final Judge judge;
  private final Blows blows;
  private final Launcher launcher;
  private final Questions questions;

  Wave(SweepWorld world, ExecutorService pool) {
    this.world = world;
    this.judge = new Judge(world);
    this.blows = new Blows(world);
    this.launcher = new Launcher(world, pool);
    this.questions = new Questions(world.world().client(), pool);
  }

  /** Runs all to their ends and judges them, in the order given. */
  List<Verdict> run(Blow blow, List<Assignment> work) {
    long began = System.nanoTime();
    Rounds rounds = new Rounds();
    List<SweepRun> runs = start(work, rounds);
    while (!blow.isNone() && arrive(runs)) {
      blows.strike(blow, () -> letGo(runs, rounds));
    }
    Duration[] took = awaitEnds(runs, began);
    await(SETTLE, () -> world.cloud().view().busy().isEmpty());
    List<Verdict> verdicts = judged(runs, took);
    runs.forEach(launcher::forget);
    return verdicts;
  }

  /** The calls that an undisturbed run makes. */
  List<List<SeenCall>> record(List<Assignment> work) {
    List<SweepRun> runs = start(work, new Rounds());
    awaitEnds(runs, System.nanoTime());
    await(SETTLE, () -> world.cloud().view().busy().isEmpty());
    runs.forEach(launcher::forget);
    return runs.stream().map(run -> run.track().seen()).toList();
  }

  private List<SweepRun> start(List<Assignment> work, Rounds rounds) {
    return work.stream().map(each -> launcher.start(each, rounds)).toList();
  }

  /**
   * Waits until each run is where the blow is to hit it, or past that, or until those that are have
   * waited long enough for the others; false when none is.
   */
  private static boolean arrive(List<SweepRun> runs) {
    Patience patience = new Patience(WAITING_FOR_OTHERS);
    await(
        ARRIVAL,
        () -> {
          long placed = runs.stream().filter(Wave::isPlaced).count();
          return placed == runs.size() || (hasArrived(runs) && patience.isOver(placed));
        });
    return hasArrived(runs);
  }

  private static boolean hasArrived(List<SweepRun> runs) {
    return runs.stream().anyMatch(run -> run.track().hasArrived());
  }

  private static void letGo(List<SweepRun> runs, Rounds rounds) {
    Barrier over = rounds.next();
    runs.forEach(run -> run.track().goOn());
    over.lift();
  }

  private static boolean isPlaced(SweepRun run) {
    Track track = run.track();
    return track.hasArrived() || track.isPastBlows() || run.operation().isOver();
  }

  private Duration[] awaitEnds(List<SweepRun> runs, long began) {
    Duration[] took = new Duration[runs.size()];
    await(
        END,
        () -> {
          questions.answer(runs);
          for (int i = 0; i < took.length; i++) {
            Operation operation = runs.get(i).operation();
            if (took[i] == null && operation.isOver()) {
              took[i] = Duration.ofNanos(System.nanoTime() - began);
            }
          }
          return runs.stream().allMatch(run -> run.operation().isOver());
        });
    runs.stream().map(SweepRun::operation).filter(o -> !o.isOver()).forEach(Operation::giveUp);
    return took;
  }

  private List<Verdict> judged(List<SweepRun> runs, Duration[] took) {
    Map<String, List<String>> violations = judge.newViolations();
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      SweepRun run = runs.get(i);
      List<String> found = violations.getOrDefault(run.vm().contextId(), List.of());
      double seconds = took[i] == null ? -1 : took[i].toMillis() / 1e3;
      verdicts.add(judge.judge(run, found, seconds));
    }
    return verdicts;
  }

  private static void await(Duration limit, BooleanSupplier done) {
    long end = System.nanoTime() + limit.toNanos();
    while (!done.getAsBoolean() && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the sweep was interrupted", e);
      }
    }
  }
}
