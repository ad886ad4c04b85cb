package io.breakwater.plan;

import io.breakwater.observation.MachineState;
import io.breakwater.observation.Observation;
import io.breakwater.plan.PlanOutcome.AwaitFirst;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlanOutcome.Reason;
import io.breakwater.plan.PlanOutcome.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a VM could be failed over now, as a list of checks. They are the planner's own refusals:
 * no check fails if, and only if, the planner makes a plan. What else could be amiss warns.
 */
public final class Readiness {
  private final Observation seen;
  private final PlanOptions options;
  private final boolean live;
  private final PlanOutcome outcome;
  private final List<Reason> reasons;
  private final List<Check> checks = new ArrayList<>();

  private Readiness(Observation seen, Goal goal, PlanOptions options, PlanOutcome outcome) {
    this.seen = seen;
    this.options = options;
    this.live = goal == Goal.FAILED_OVER_LIVE;
    this.outcome = outcome;
    this.reasons = reasons(seen, goal, options, outcome);
  }

  /**
   * The checks, in the order in which people look at them.
   *
   * @param goal a failover
   * @param outcome what the planner made of the three before
   */
  public static List<Check> of(
      Observation seen, Goal goal, PlanOptions options, PlanOutcome outcome) {
    if (goal != Goal.FAILED_OVER_TEST && goal != Goal.FAILED_OVER_LIVE) {
      throw new IllegalArgumentException("readiness is for failovers, not for " + goal);
    }
    return new Readiness(seen, goal, options, outcome).checks();
  }

  /** Whether the planner makes a plan. */
  public static boolean isReady(List<Check> checks) {
    return checks.stream().noneMatch(check -> check.result() == Result.FAIL);
  }

  /** While something is under way the planner looks no further; people still want to know. */
  private static List<Reason> reasons(
      Observation seen, Goal goal, PlanOptions options, PlanOutcome outcome) {
    if (outcome instanceof Refusal refusal) {
      return refusal.reasons();
    }
    return outcome instanceof AwaitFirst
        ? new FailoverRefusals(seen, goal, options, new Destination(seen, goal, options))
            .check()
            .refusal()
            .reasons()
        : List.of();
  }

  private List<Check> checks() {
    checkUnderWay();
    for (ReadinessArea area : ReadinessArea.values()) {
      List<Reason> against =
          reasons.stream().filter(r -> ReadinessArea.of(r.code()) == area).toList();
      if (!against.isEmpty()) {
        add(area, Result.FAIL, joined(against, Reason::found), joined(against, Reason::todo));
      } else {
        passed(area);
      }
    }
    if (outcome instanceof Plan plan) {
      plan.warnings().forEach(w -> checks.add(new Check("note", Result.WARN, w, "")));
    }
    return List.copyOf(checks);
  }

  private void checkUnderWay() {
    if (outcome instanceof AwaitFirst await) {
      String what =
          await.pending().stream().map(p -> p.what()).distinct().collect(Collectors.joining("; "));
      add(ReadinessArea.UNDER_WAY, Result.FAIL, what, "wait for its end, then look again");
    } else {
      add(ReadinessArea.UNDER_WAY, Result.PASS, "no job, injection or transition is under way", "");
    }
  }

  private void passed(ReadinessArea area) {
    switch (area) {
      case UNDER_WAY, REQUEST, OTHER -> {}
      case STATUS -> pass(area, seen.vm().vmName() + " is " + seen.vm().status());
      case DESCRIPTION ->
          pass(area, seen.vm().cpus() + " CPUs, " + seen.vm().memoryMb() + " MB of memory");
      case DISKS -> pass(area, seen.disks().size() + " disk(s), the OS disk among them");
      case VOLUMES -> pass(area, "CloudStack has a volume for every disk");
      case REPLICATION -> pass(area, "a replication completed and none runs");
      case LAST_SYNC -> lastSync();
      case TEMPLATE -> pass(area, "template " + seen.site().templateId() + " is ready and fits");
      case OFFERING ->
          pass(area, "offering " + seen.site().serviceOfferingId() + " takes CPU and memory");
      case NETWORKS -> pass(area, "every network is mapped to a " + type() + " network");
      case LEFTOVERS -> pass(area, "no earlier operation left anything behind");
      case APPLIANCE -> appliance();
      case SOURCE -> source();
      case DELETE_PROTECTION -> deleteProtection();
      case REPLICATION_AGE,
          APPLIANCE_HOST,
          ACCOUNT,
          SNAPSHOTS,
          CAPACITY,
          VOLUME_DAEMON,
          VMA,
          NAME ->
          HealthChecks.of(area, seen, live).ifPresent(checks::add);
    }
  }

  private String type() {
    return live ? "live" : "test";
  }

  private void lastSync() {
    if (seen.replication().lastSyncSucceeded() && seen.replication().brokenOff() == null) {
      pass(ReadinessArea.LAST_SYNC, "the newest change-tracking record says that it succeeded");
    } else {
      add(
          ReadinessArea.LAST_SYNC,
          Result.WARN,
          "it is not known to have succeeded, and the request does not insist on it",
          "run a replication");
    }
  }

  private void appliance() {
    MachineState state = seen.appliance().state();
    if (state == MachineState.RUNNING) {
      pass(ReadinessArea.APPLIANCE, "every disk is at its place and the appliance runs");
    } else {
      add(
          ReadinessArea.APPLIANCE,
          Result.WARN,
          "the appliance VM " + seen.appliance().id() + " is " + state,
          "start the appliance: drivers are injected and disks are flushed there");
    }
  }

  private void source() {
    if (!live) {
      return;
    }
    if (options.unplanned()) {
      add(
          ReadinessArea.SOURCE,
          Result.WARN,
          "it is declared lost: what it wrote since the last replication is not there",
          "do a planned live failover if the source can be reached");
    } else if (options.skipFinalSync()) {
      add(
          ReadinessArea.SOURCE,
          Result.WARN,
          "it is not synced: what it wrote since the last replication is given up",
          "leave the final sync on");
    } else {
      pass(
          ReadinessArea.SOURCE,
          "the source is " + seen.source().power() + " (" + seen.source().note() + ")");
    }
  }

  private void deleteProtection() {
    if (seen.site().deleteProtectionSupported()) {
      pass(ReadinessArea.DELETE_PROTECTION, "CloudStack guards the destination against destroy");
    } else {
      add(
          ReadinessArea.DELETE_PROTECTION,
          Result.WARN,
          "this CloudStack does not guard VMs against destroy",
          "upgrade CloudStack; until then destroy no destination by hand: its disks go with it");
    }
  }

  private void pass(ReadinessArea area, String reason) {
    add(area, Result.PASS, reason, "");
  }

  private void add(ReadinessArea area, Result result, String reason, String remedy) {
    checks.add(new Check(area.wire(), result, reason, remedy));
  }

  private static String joined(List<Reason> reasons, Function<Reason, String> part) {
    return reasons.stream().map(part).distinct().collect(Collectors.joining("; "));
  }

  /** How a check came out. */
  public enum Result {
    PASS,
    /** It does not stop the failover; somebody should know. */
    WARN,
    FAIL
  }

  /**
   * One check.
   *
   * @param name stable, such as {@code last-sync}
   * @param reason what was found, also when it passes
   * @param remedy what a person can do; empty when nothing has to be done
   */
  public record Check(String name, Result result, String reason, String remedy) {}
}
