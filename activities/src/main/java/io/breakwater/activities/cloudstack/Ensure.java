package io.breakwater.activities.cloudstack;

import io.breakwater.activities.await.JobEnd;
import io.breakwater.vm.MachineId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * One thing to bring about by one CloudStack job.
 *
 * @param what for error texts, such as {@code "start vm 5f…"}
 * @param look what was found, when it is so already; throws when it can never become so
 * @param adoptable the pending jobs that bring it about
 * @param check every condition under which the call is allowed, and what has to be recorded before
 *     it; throws when a condition does not hold
 * @param submit makes the call; the job's id
 * @param readBack what was found once a job ended, when it is so now
 * @param appliance the appliance whose turn it takes, because the job runs there; mostly empty
 */
record Ensure(
    String what,
    Supplier<Optional<String>> look,
    Predicate<CsJob> adoptable,
    Runnable check,
    Supplier<String> submit,
    Function<JobEnd, Optional<String>> readBack,
    Supplier<Optional<MachineId>> appliance) {

  Ensure(
      String what,
      Supplier<Optional<String>> look,
      Predicate<CsJob> adoptable,
      Runnable check,
      Supplier<String> submit,
      Function<JobEnd, Optional<String>> readBack) {
    this(what, look, adoptable, check, submit, readBack, Optional::empty);
  }

  Ensure takingTurns(Supplier<Optional<MachineId>> on) {
    return new Ensure(what, look, adoptable, check, submit, readBack, on);
  }

  static Ensure of(
      String what,
      Supplier<Optional<String>> look,
      Predicate<CsJob> adoptable,
      Runnable check,
      Supplier<String> submit) {
    return new Ensure(what, look, adoptable, check, submit, end -> look.get());
  }
}
