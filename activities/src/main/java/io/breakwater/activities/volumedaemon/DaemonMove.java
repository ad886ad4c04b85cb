package io.breakwater.activities.volumedaemon;

import io.breakwater.activities.cloudstack.CsVolume;
import io.breakwater.activities.frame.StepContext;
import io.breakwater.plan.DiskRef;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** One way of moving a protected disk through the daemon. */
interface DaemonMove {

  DiskRef disk();

  /** The appliance whose turn it takes, because its job runs there. */
  Optional<MachineId> appliance();

  /** What it does, with ids, to put in front of an error. */
  String what();

  /**
   * Whether CloudStack has the volume where it is to be.
   *
   * @throws io.temporal.failure.ApplicationFailure not retryable, when it is where this move does
   *     not expect it
   */
  boolean isDone(CsVolume volume);

  /**
   * Checks, right before the call, every condition under which the move is allowed, and records
   * what has to be recorded before it.
   *
   * @throws io.temporal.failure.ApplicationFailure not retryable, when one does not hold
   */
  void check(CsVolume volume);

  DaemonOperation submit();

  /**
   * Whether the move is over as soon as CloudStack says so, although the daemon has not noticed
   * yet. It notices up to 15 s later; only where the next step needs its mapping is that worth
   * waiting for.
   */
  boolean isOverWhenCloudStackSays();

  /**
   * Compares the daemon's and the appliance's view once CloudStack has the volume where it is to
   * be.
   *
   * @param complaint what the daemon said when it failed; empty when it did not
   * @return what was found, for people
   */
  CompletionStage<String> settle(StepContext step, CsVolume volume, String complaint);
}
