package io.breakwater.activities.frame;

import io.breakwater.activities.await.OutOfBudget;
import io.breakwater.activities.await.Outage;
import io.breakwater.activities.await.Schedule;
import io.breakwater.activities.await.StepStopped;
import io.breakwater.activities.await.StepWaits;
import io.breakwater.inventory.DatabaseUnavailable;
import io.breakwater.inventory.turn.Standing;
import io.breakwater.inventory.turn.Turn;
import io.breakwater.step.StepCall;
import io.breakwater.step.TurnWait;
import io.breakwater.vm.MachineId;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The turn of one attempt at a step; does nothing for steps that take none. Thread-safe. */
final class StepTurn {
  private static final Logger log = LoggerFactory.getLogger(StepTurn.class);

  private enum State {
    NONE,
    WAITING,
    HELD,
    RETURNED
  }

  private final StepCall call;
  private final ApplianceQueue queue;
  private final Turn turn;
  private final Consumer<String> note;
  private volatile State state = State.NONE;

  /**
   * The turn of a step.
   *
   * @param note takes what people are to read about the wait
   */
  StepTurn(StepCall call, ApplianceQueue queue, Consumer<String> note) {
    this.call = call;
    this.queue = queue;
    this.note = note;
    this.turn = Turn.of(call);
  }

  /** To go away again at once, when an earlier attempt took a place that is far from the front. */
  Optional<StepWaits> isFar(StepContext attempt) {
    if (attempt.number() == 1 || !mayWait(attempt)) {
      return Optional.empty();
    }
    return queue
        .turns()
        .standing(turn)
        .filter(standing -> standing.waits() && !queue.isNear(standing))
        .map(standing -> queue.away(turn, standing));
  }

  CompletionStage<Boolean> take(StepContext attempt, MachineId appliance) {
    if (!mayWait(attempt)) {
      return CompletableFuture.completedFuture(false);
    }
    state = State.WAITING;
    Standing standing = queue.ask(turn, appliance);
    if (standing.granted()) {
      state = State.HELD;
      return CompletableFuture.completedFuture(false);
    }
    if (!queue.isNear(standing)) {
      throw queue.away(turn, standing);
    }
    note.accept(ApplianceQueue.text(standing));
    return attempt
        .poll("a turn", queue.look(), TurnWait.STAY, () -> granted(appliance))
        .handle((granted, thrown) -> thrown == null ? held() : stillWaits(standing, thrown))
        .thenCompose(Function.identity());
  }

  /** Operations of an older build have time limits that leave no room for waiting. */
  private boolean mayWait(StepContext attempt) {
    return call.step().action().takesTurn()
        && attempt.schedule().limit().compareTo(TurnWait.LONGEST) > 0;
  }

  private CompletionStage<Boolean> held() {
    state = State.HELD;
    note.accept("has its turn on the appliance");
    return CompletableFuture.completedFuture(true);
  }

  private CompletionStage<Boolean> stillWaits(Standing standing, Throwable thrown) {
    Throwable cause = StepFailures.causeOf(thrown);
    return CompletableFuture.failedFuture(
        cause instanceof OutOfBudget
            ? new StepWaits(ApplianceQueue.text(standing), queue.look())
            : new CompletionException(cause));
  }

  private Optional<Boolean> granted(MachineId appliance) {
    try {
      return queue.tryGrant(turn, appliance) ? Optional.of(true) : Optional.empty();
    } catch (DatabaseUnavailable e) {
      // As long as the database is away nobody else goes ahead either.
      return Optional.empty();
    }
  }

  void keep(StepContext attempt) {
    if (mayWait(attempt) && queue.keep(turn)) {
      state = State.HELD;
    }
  }

  void giveBack() {
    if (!call.step().action().takesTurn()) {
      return;
    }
    state = State.RETURNED;
    try {
      queue.release(turn);
    } catch (RuntimeException e) {
      // It runs out by itself, and the step's own end must get through.
      log.warn("{}: its turn could not be given back: {}", call.step().title(), e.toString());
    }
  }

  /**
   * Gives back what the step does not need any more. A job that is under way keeps its turn for a
   * moment, and so does a step whose call may have got through: the next attempt takes it up.
   *
   * @param thrown why the attempt failed; null when it did not
   */
  void ended(StepContext attempt, Throwable thrown) {
    boolean mayHaveOne =
        state == State.WAITING
            || state == State.HELD
            || (state == State.NONE && attempt.number() > 1);
    if (mayHaveOne && isOver(thrown)) {
      giveBack();
    } else {
      queue.drop(turn);
    }
  }

  private boolean isOver(Throwable thrown) {
    if (thrown instanceof StepStopped stopped) {
      return stopped.why() == StepStopped.Cause.CANCELLED && state == State.WAITING;
    }
    return !(thrown instanceof StepWaits)
        && !(thrown instanceof OutOfBudget)
        && !(thrown instanceof DatabaseUnavailable)
        && !Outage.is(thrown);
  }

  /**
   * Ends the retries when all attempts together, without the wait for the turn, took as long as
   * they may: the Temporal server allows the longest wait on top.
   */
  Throwable limited(StepContext attempt, Throwable failure) {
    boolean retried = failure instanceof ApplicationFailure f && !f.isNonRetryable();
    if (!retried || !mayWait(attempt)) {
      return failure;
    }
    Schedule schedule = attempt.schedule();
    Duration own = schedule.limit().minus(TurnWait.LONGEST);
    Duration spent = schedule.spent(queue.clock().instant());
    if (spent.compareTo(own) < 0 || spent.minus(waited()).compareTo(own) < 0) {
      return failure;
    }
    ApplicationFailure last = (ApplicationFailure) failure;
    return ApplicationFailure.newNonRetryableFailureWithCause(
        last.getOriginalMessage() + " Tried for " + own.toSeconds() + " s; observe again.",
        last.getType(),
        last);
  }

  private Duration waited() {
    try {
      return queue.turns().waited(turn);
    } catch (DatabaseUnavailable e) {
      // Not known: rather try once more than give up too early.
      return TurnWait.LONGEST;
    }
  }
}
