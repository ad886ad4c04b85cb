package io.breakwater.activities.operation;

import io.breakwater.step.OperationActivities.Retries;
import java.time.Duration;

/**
 * Timings of operations.
 *
 * @param installation names this installation in leases; two installations on one database differ
 *     here
 * @param leaseTtl how long a lease lasts from each confirmation on
 * @param leaseRetry how soon a held lease is asked for again
 * @param heartbeat after how long without a heartbeat a step's worker counts as dead
 * @param patience how long a step is tried again beyond its budget while a system is down
 * @param pendingTick how often pending work is asked after
 * @param stuckAfter how long a VM may stay in a passing state before a person is asked
 * @param remindAfter how long an operation waits for a decision before it reminds of itself, and
 *     how often then
 * @param replicationMaxAge from which age on readiness warns of a replica
 * @param budgetFactor how many times the usual time budget every step gets
 * @param budgets budgets to take instead
 * @param retries how soon activities are tried again
 */
public record OperationSettings(
    String installation,
    Duration leaseTtl,
    Duration leaseRetry,
    Duration heartbeat,
    PerKind<Duration> patience,
    Duration pendingTick,
    Duration stuckAfter,
    Duration remindAfter,
    Duration replicationMaxAge,
    double budgetFactor,
    StepBudgets budgets,
    PerKind<Retries> retries) {

  public OperationSettings {
    if (!(budgetFactor > 0)) {
      throw new IllegalArgumentException("a budget factor of " + budgetFactor + " leaves no time");
    }
  }

  /** Fit for production. */
  public static OperationSettings defaults(String installation) {
    return new OperationSettings(
        installation,
        Duration.ofSeconds(90),
        Duration.ofSeconds(2),
        Duration.ofSeconds(30),
        PerKind.always(Duration.ofMinutes(10)),
        Duration.ofSeconds(1),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(24),
        1.0,
        StepBudgets.usual(),
        PerKind.always(Retries.usual()));
  }
}
