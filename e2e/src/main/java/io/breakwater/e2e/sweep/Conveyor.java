package io.breakwater.e2e.sweep;

import io.breakwater.e2e.sweep.FaultType.Blow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Operations side by side, each with faults of its own; when one has ended it is judged and the
 * next one begins. A blow hits all that are under way, as soon as enough of them are where it is to
 * hit them, so that nobody waits for the slowest.
 */
final class Conveyor {
  /** Of an operation, counted from the last blow or the last fault of its own. */
  private static final Duration END = Duration.ofSeconds(150);

  private static final Duration SETTLE = Duration.ofSeconds(10);

  /** Calls that take effect late have done so by then. */
  private static final Duration AFTERMATH = Duration.ofMillis(500);

  /** Below the time after which our own clients give a call up. */
  private static final Duration HELD = Duration.ofSeconds(20);

  /** How long nobody makes a call before those that have arrived need not wait any more. */
  private static final Duration QUIET = Duration.ofMillis(1_500);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final SweepWorld world;
  private final Launcher launcher;
  private final Judge judge;
  private final Blows blows;
  private final Questions questions;
  private final Map<String, List<String>> violations = new HashMap<>();
  private final List<Flight> flying = new ArrayList<>();
  private Rounds rounds = new Rounds();
  private Patience patience = new Patience(QUIET);
  private long heldSince;
  private long lastBlow;

  private static final class Flight {
    final Assignment work;
    final SweepRun run;
    final long began = System.nanoTime();
    long overSince;

    Flight(Assignment work, SweepRun run) {
      this.work = work;
      this.run = run;
    }
  }

  Conveyor(SweepWorld world, ExecutorService pool, Judge judge) {
    this.world = world;
    this.launcher = new Launcher(world, pool);
    this.judge = judge;
    this.blows = new Blows(world);
    this.questions = new Questions(world.world().client(), pool);
  }

  /**
   * Runs whatever there is to run, until there is nothing left and all have ended.
   *
   * @param width how many side by side
   * @param next what is to be run now; empty when nothing is, which may change whenever a run ends
   * @param ended is told of each end
   */
  void run(
      Blow blow,
      int width,
      Supplier<Optional<Assignment>> next,
      BiConsumer<Assignment, Verdict> ended) {
    rounds = new Rounds();
    lastBlow = System.nanoTime();
    heldSince = 0;
    fill(width, next);
    while (!flying.isEmpty()) {
      questions.answer(flying.stream().map(flight -> flight.run).toList());
      land(ended);
      fill(width, next);
      if (!blow.isNone() && isTimeToStrike()) {
        blows.strike(blow, this::letGo);
        lastBlow = System.nanoTime();
      }
      pause();
    }
  }

  private void fill(int width, Supplier<Optional<Assignment>> next) {
    Optional<Assignment> work = flying.size() < width ? next.get() : Optional.empty();
    while (work.isPresent()) {
      flying.add(new Flight(work.get(), launcher.start(work.get(), rounds)));
      work = flying.size() < width ? next.get() : Optional.empty();
    }
  }

  private void land(BiConsumer<Assignment, Verdict> ended) {
    Set<String> busy = world.cloud().view().busy();
    for (Iterator<Flight> each = flying.iterator(); each.hasNext(); ) {
      Flight flight = each.next();
      if (flight.run.operation().isOver()) {
        flight.overSince = flight.overSince == 0 ? System.nanoTime() : flight.overSince;
        if (isAtRest(flight, busy)) {
          each.remove();
          launcher.forget(flight.run);
          ended.accept(flight.work, verdict(flight));
        }
      } else if (since(Math.max(flight.run.track().lastFaultAt(), lastBlow)) > END.toNanos()) {
        flight.run.operation().giveUp();
      }
    }
  }

  private static boolean isAtRest(Flight flight, Set<String> busy) {
    long rested = since(flight.overSince);
    boolean moves = flight.run.vm().volumeIds().stream().anyMatch(busy::contains);
    return rested > SETTLE.toNanos() || (rested > AFTERMATH.toNanos() && !moves);
  }

  private Verdict verdict(Flight flight) {
    collectViolations();
    List<String> found = violations.remove(flight.run.vm().contextId());
    double seconds = (flight.overSince - flight.began) / 1e9;
    return judge.judge(flight.run, found == null ? List.of() : found, seconds);
  }

  private void collectViolations() {
    judge
        .newViolations()
        .forEach(
            (context, found) ->
                violations.computeIfAbsent(context, c -> new ArrayList<>()).addAll(found));
  }

  /** What the oracle reported and no verdict holds. */
  List<String> strayViolations() {
    collectViolations();
    List<String> stray = violations.values().stream().flatMap(List::stream).toList();
    violations.clear();
    return stray;
  }

  /**
   * When each operation is where the blow is to hit it, or past that, or when those that are have
   * waited long enough for the others. A blow costs a new worker, so few blows for many operations.
   */
  private boolean isTimeToStrike() {
    long held = flying.stream().filter(flight -> flight.run.track().hasArrived()).count();
    if (held == 0) {
      heldSince = 0;
      return false;
    }
    heldSince = heldSince == 0 ? System.nanoTime() : heldSince;
    boolean all = flying.stream().allMatch(flight -> isPlaced(flight.run));
    return all || patience.isOver(world.gate().calls()) || since(heldSince) > HELD.toNanos();
  }

  private static boolean isPlaced(SweepRun run) {
    Track track = run.track();
    return track.hasArrived() || track.isPastBlows() || run.operation().isOver();
  }

  private void letGo() {
    Barrier over = rounds.next();
    flying.forEach(flight -> flight.run.track().goOn());
    over.lift();
    patience = new Patience(QUIET);
    heldSince = 0;
  }

  private static long since(long moment) {
    return System.nanoTime() - moment;
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the sweep was interrupted", e);
    }
  }
}
