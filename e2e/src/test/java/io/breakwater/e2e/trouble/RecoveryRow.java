package io.breakwater.e2e.trouble;

import io.breakwater.e2e.trouble.Run.Ended;
import io.breakwater.operation.OperationResult.End;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One row of the table of failures.
 *
 * @param source where the failure is described
 * @param what what happened
 * @param disks of the VM
 * @param happened makes it so
 * @param recovered how somebody gets out of it
 * @param reasons the codes with which it ends; empty when the VM is ready again
 * @param isAlone whether other VMs would suffer from what happens
 */
record RecoveryRow(
    int number,
    String source,
    String what,
    int disks,
    Consumer<Wreck> happened,
    Function<Wreck, Ended> recovered,
    End end,
    List<String> reasons,
    boolean isAlone) {

  /** A row that {@code Recovery} brings back to READY. */
  static RecoveryRow ready(int number, String source, String what, Consumer<Wreck> happened) {
    return new RecoveryRow(
        number, source, what, 2, happened, Wreck::recovers, End.COMPLETED, List.of(), false);
  }

  /** A row that a person has to decide: nothing is touched. */
  static RecoveryRow person(
      int number, String source, String what, String reason, Consumer<Wreck> happened) {
    return new RecoveryRow(
        number,
        source,
        what,
        2,
        happened,
        Wreck::recovers,
        End.CLEANUP_REQUIRED,
        List.of(reason),
        false);
  }

  /** A row that is refused and leaves the status as it is: nothing is touched. */
  static RecoveryRow refused(
      int number, String source, String what, String reason, Consumer<Wreck> happened) {
    return new RecoveryRow(
        number, source, what, 2, happened, Wreck::recovers, End.REFUSED, List.of(reason), false);
  }

  RecoveryRow ofDisks(int count) {
    return new RecoveryRow(number, source, what, count, happened, recovered, end, reasons, isAlone);
  }

  RecoveryRow by(Function<Wreck, Ended> way) {
    return new RecoveryRow(number, source, what, disks, happened, way, end, reasons, isAlone);
  }

  /** It is not to go side by side with others. */
  RecoveryRow alone() {
    return new RecoveryRow(number, source, what, disks, happened, recovered, end, reasons, true);
  }

  boolean isReady() {
    return end == End.COMPLETED;
  }

  @Override
  public String toString() {
    return number + " [" + source + "] " + what;
  }
}
