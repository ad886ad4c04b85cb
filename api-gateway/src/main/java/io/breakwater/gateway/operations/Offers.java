package io.breakwater.gateway.operations;

import io.breakwater.gateway.operations.OperationDetails.Offer;
import io.breakwater.gateway.security.Permissions;
import io.breakwater.inventory.history.RecordedStep;
import io.breakwater.operation.Decision.Choice;
import io.breakwater.operation.OperationKind;
import io.breakwater.operation.Progress;
import io.breakwater.plan.Goal;
import java.util.ArrayList;
import java.util.List;

/** The decisions that an operation that holds would take, and what each would lead to. */
final class Offers {
  private Offers() {}

  /**
   * What may be decided now.
   *
   * @param liveStarted whether the start of a live destination was submitted
   */
  static List<Offer> of(Progress progress, List<RecordedStep> steps, boolean liveStarted) {
    OperationKind kind = progress.kind();
    String role = Permissions.roleFor(kind, liveStarted).wire();
    List<Offer> offers = new ArrayList<>();
    if (progress.noRetry().isEmpty()) {
      offers.add(retry(role));
    }
    for (String step : progress.skippable()) {
      offers.add(skip(step, steps, role));
    }
    if (kind != OperationKind.COMMIT && kind.goal() != Goal.READY) {
      offers.add(rollBack(liveStarted, role));
    }
    offers.add(
        new Offer(
            Choice.GIVE_UP,
            null,
            "Give up",
            "Ends here. The VM stays as it is and is marked as needing cleanup; replication stays"
                + " away from it.",
            false,
            role));
    return List.copyOf(offers);
  }

  private static Offer retry(String role) {
    return new Offer(
        Choice.RETRY,
        null,
        "Retry",
        "Looks at the VM again and goes on from where it is. It holds again when a step fails"
            + " again.",
        false,
        role);
  }

  private static Offer skip(String step, List<RecordedStep> steps, String role) {
    String title =
        steps.stream()
            .filter(recorded -> recorded.id().equals(step))
            .reduce((first, second) -> second)
            .map(RecordedStep::title)
            .orElse(step);
    return new Offer(
        Choice.SKIP,
        step,
        "Go on without: " + title,
        "Looks at the VM again and goes on without this step.",
        false,
        role);
  }

  private static Offer rollBack(boolean liveStarted, String role) {
    String back = "Takes everything back: the VM is ready for failover again.";
    return new Offer(
        Choice.ROLL_BACK,
        null,
        "Roll back",
        liveStarted
            ? back + " What was written to the live destination since its start is discarded."
            : back,
        liveStarted,
        role);
  }
}
