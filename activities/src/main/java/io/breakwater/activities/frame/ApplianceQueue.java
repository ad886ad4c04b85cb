package io.breakwater.activities.frame;

import io.breakwater.activities.await.StepWaits;
import io.breakwater.inventory.turn.Standing;
import io.breakwater.inventory.turn.Turn;
import io.breakwater.inventory.turn.Turns;
import io.breakwater.vm.MachineId;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the steps of this process stand in line for an appliance. Those that are next stay and look
 * often; the others leave their worker and come back, the sooner the fewer are before them, so that
 * a long queue takes neither slots nor heartbeats. Thread-safe.
 */
public final class ApplianceQueue {
  /** One runs, one waits in CloudStack. */
  public static final int OUTSTANDING = 2;

  private static final Logger log = LoggerFactory.getLogger(ApplianceQueue.class);

  /** A job takes two seconds; in so little time the queue moves by one per turn at most. */
  private static final Duration PACE = Duration.ofMillis(500);

  private static final Duration LONGEST_AWAY = Duration.ofSeconds(20);

  /** Without a word for so long a worker counts as dead, and its turns as free. */
  private static final Duration ALIVE = Duration.ofSeconds(10);

  private static final Duration BEAT = Duration.ofSeconds(2);

  private final Turns turns;
  private final int outstanding;
  private final Duration look;
  private final Clock clock;
  private final Executor pool;
  private final Set<Turn> inHand = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean beating = new AtomicBoolean();

  /**
   * A queue.
   *
   * @param outstanding how many may have a job on an appliance at a time
   * @param look how often a step that is next looks for its turn
   */
  public ApplianceQueue(
      Turns turns,
      int outstanding,
      Duration look,
      Clock clock,
      ScheduledExecutorService scheduler,
      Executor pool) {
    this.turns = turns;
    this.outstanding = outstanding;
    this.look = look;
    this.clock = clock;
    this.pool = pool;
    var unused =
        scheduler.scheduleWithFixedDelay(
            this::beatOnPool, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
  }

  Clock clock() {
    return clock;
  }

  Duration look() {
    return look;
  }

  Turns turns() {
    return turns;
  }

  Standing ask(Turn turn, MachineId appliance) {
    inHand.add(turn);
    return turns.ask(turn, appliance, outstanding, ALIVE);
  }

  boolean tryGrant(Turn turn, MachineId appliance) {
    return turns.tryGrant(turn, appliance, outstanding, ALIVE);
  }

  /** A job that is under way keeps the turn that it was submitted with, if any. */
  boolean keep(Turn turn) {
    boolean kept = turns.keepGranted(turn, ALIVE);
    if (kept) {
      inHand.add(turn);
    }
    return kept;
  }

  /** Whether it is among those that stay until it is their turn. */
  boolean isNear(Standing standing) {
    return standing.before() < atHand();
  }

  /** Enough to take every turn that comes free until those farther back return. */
  private int atHand() {
    return 2 * outstanding;
  }

  /** Leaves until it may be near. */
  StepWaits away(Turn turn, Standing standing) {
    int places = Math.max(1, standing.before() - atHand() + 1);
    Duration back = PACE.multipliedBy(places).dividedBy(outstanding);
    back = back.compareTo(LONGEST_AWAY) < 0 ? back : LONGEST_AWAY;
    turns.goAway(turn, back);
    inHand.remove(turn);
    return new StepWaits(text(standing), back);
  }

  /** For people. */
  static String text(Standing standing) {
    return "waits for its turn on the appliance, at place "
        + (standing.before() + 1)
        + " ("
        + standing.outstanding()
        + " under way)";
  }

  /** Lets go of a turn without giving it back: it runs out, unless somebody asks again. */
  void drop(Turn turn) {
    inHand.remove(turn);
  }

  void release(Turn turn) {
    inHand.remove(turn);
    turns.release(turn);
  }

  private void beatOnPool() {
    if (!inHand.isEmpty() && beating.compareAndSet(false, true)) {
      try {
        pool.execute(this::beat);
      } catch (RejectedExecutionException e) {
        beating.set(false);
      }
    }
  }

  private void beat() {
    try {
      turns.keep(Set.copyOf(inHand), ALIVE);
    } catch (RuntimeException e) {
      // Turns only order what is submitted, and the next beat renews even what ran out.
      log.warn("the turns on the appliance could not be renewed: {}", e.toString());
    } finally {
      beating.set(false);
    }
  }
}
