package io.breakwater.activities.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * One attempt of an activity that completes later. It heartbeats by itself from the start until its
 * end.
 *
 * <p>The stages handed out here complete on a bounded pool, so what is chained to them may block
 * for a request or two. When the attempt has to stop (cancelled, paused, timed out, worker shutting
 * down) they fail with {@link StepStopped}, at once for waits begun later; code between two waits
 * is never interrupted.
 */
public interface Attempt {

  /** Counted from 1. */
  int number();

  /** How long this attempt and those before and after it may take. */
  Schedule schedule();

  /** What an earlier attempt left with its last heartbeat; {@link Trail#none()} in the first. */
  Trail trail();

  /**
   * Notes durably that a call is about to be sent whose repetition would do harm. Returns once the
   * Temporal server has it.
   *
   * @throws StepStopped when the attempt must not go on
   */
  void submitting();

  /** Notes that the call of {@link #submitting} was answered, or its job ended: nothing is open. */
  void settled();

  /**
   * Notes a job durably and waits for its end.
   *
   * @param limit how long to wait, counted from now; then the stage fails with {@link OutOfBudget}
   *     while the job goes on
   */
  CompletionStage<JobEnd> await(JobWatcher watcher, String job, Duration limit);

  /**
   * Looks again and again until something is there. The first look is made at once, on the pool.
   * What {@code look} throws ends the wait, except an outage, which is waited out.
   *
   * @param what for people, such as {@code "the ROOT volume of vm 5f…"}
   * @param limit the first look that begins after it is the last: the stage fails with {@link
   *     OutOfBudget} when it shows nothing, with the outage when it got no answer
   */
  <T> CompletionStage<T> poll(
      String what, Duration every, Duration limit, Supplier<Optional<T>> look);

  /** Completes after this long. */
  CompletionStage<Void> pause(Duration howLong);

  /** Whether and why the attempt has to stop. */
  Optional<StepStopped.Cause> stopped();
}
