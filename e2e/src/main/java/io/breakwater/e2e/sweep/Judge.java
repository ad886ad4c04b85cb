package io.breakwater.e2e.sweep;

import io.breakwater.e2e.demo.EndStateCheck;
import io.breakwater.e2e.sweep.Verdict.Asked;
import io.breakwater.e2e.sweep.Verdict.FaultSet;
import io.breakwater.operation.OperationResult.End;
import io.breakwater.simulator.disk.DiskWrite;
import io.breakwater.simulator.oracle.Violation;
import io.breakwater.simulator.site.ProtectedContext;
import io.breakwater.simulator.site.SiteCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges runs once nothing is under way on any VM. Looks at CloudStack, the disks, the daemon's
 * rows and the database by itself and shares nothing with the planner.
 */
final class Judge {
  private static final List<String> OPEN_BOOKS =
      List.of(
          "SELECT COUNT(*) FROM job_tracking WHERE context_id = ? AND status IN ('pending',"
              + " 'running')",
          "SELECT COUNT(*) FROM job_steps s JOIN job_tracking j ON j.id = s.job_id WHERE"
              + " j.context_id = ? AND s.status IN ('pending', 'running')",
          "SELECT COUNT(*) FROM breakwater_leases WHERE context_id = ? AND operation_id IS NOT"
              + " NULL");

  private final SweepWorld world;
  private final EndStateCheck check;
  private final SiteCheck siteCheck;
  private int violationsSeen;

  Judge(SweepWorld world) {
    this.world = world;
    this.check = new EndStateCheck(world.world());
    this.siteCheck = new SiteCheck(world.world().site());
  }

  /** The new violations by the context they are about; those about nobody under "". */
  Map<String, List<String>> newViolations() {
    List<Violation> all = world.world().simulator().oracle().violations();
    Map<String, List<String>> found = new HashMap<>();
    for (Violation violation : all.subList(violationsSeen, all.size())) {
      String context = world.owners().contextIn(violation.toString()).orElse("");
      found.computeIfAbsent(context, c -> new ArrayList<>()).add(violation.toString());
    }
    violationsSeen = all.size();
    return found;
  }

  Verdict judge(SweepRun run, List<String> violations, double seconds) {
    Ended ended = run.operation().end();
    Optional<Place> place = place(run.vm());
    List<String> problems = new ArrayList<>();
    if (ended.stuck()) {
      problems.add("stuck: " + ended.summary());
    } else {
      problems.addAll(endedWrongly(run, ended, place));
      place.ifPresent(p -> problems.addAll(wrongAt(p, run.vm())));
    }
    return new Verdict(
        new FaultSet(run.flow(), run.points()),
        run.vm().vmName(),
        missed(run),
        ended,
        place,
        problems,
        violations,
        asked(run, ended),
        seconds);
  }

  private static List<FaultPoint> missed(SweepRun run) {
    List<FaultPoint> missed = new ArrayList<>(run.points());
    missed.removeAll(run.track().played());
    return missed;
  }

  private static Asked asked(SweepRun run, Ended ended) {
    boolean gaveUp = ended.end() == End.CLEANUP_REQUIRED || ended.end() == End.REFUSED;
    if (!gaveUp && ended.question() == null) {
      return null;
    }
    String what = gaveUp ? ended.end() + ": " + ended.summary() : ended.question();
    boolean severalFaults = AllowedQuestions.areMoreThanOne(run.points());
    String because = AllowedQuestions.reason(run.points()).orElse(null);
    return new Asked(what, gaveUp && !severalFaults ? null : because);
  }

  /** An end that the faults do not justify, or that the status does not agree with. */
  private static List<String> endedWrongly(SweepRun run, Ended ended, Optional<Place> place) {
    Place from = run.flow().from() == Place.MIXED ? Place.READY : run.flow().from();
    boolean onlyTransient = run.points().stream().allMatch(p -> p.fault().isTransient());
    boolean right =
        switch (ended.end()) {
          case COMPLETED -> place.equals(Optional.of(run.flow().to()));
          case ROLLED_BACK -> run.flow().mayRollBack() && place.equals(Optional.of(Place.READY));
          case CANCELLED ->
              !onlyTransient
                  && (place.filter(p -> p == from || p == run.flow().to()).isPresent()
                      // Before its plan a recovery touches nothing: the VM stays in the middle.
                      || (place.isEmpty() && run.flow().from() == Place.MIXED));
          // A person is asked: told by needsOperator.
          case REFUSED, CLEANUP_REQUIRED -> true;
        };
    return right
        ? List.of()
        : List.of("ended " + ended.end() + " at " + place + ": " + ended.summary());
  }

  private Optional<Place> place(ProtectedContext vm) {
    return Place.ofStatus(
        first("SELECT current_status FROM vm_replication_contexts WHERE context_id = ?", vm));
  }

  /** What contradicts that the VM is there. */
  List<String> wrongAt(Place place, ProtectedContext vm) {
    List<String> problems = new ArrayList<>();
    switch (place) {
      case READY -> {
        problems.addAll(check.ready(vm));
        problems.removeIf(p -> isAboutAnother(p, vm));
        problems.addAll(siteCheck.notReady(vm));
      }
      case TEST -> problems.addAll(check.failedOver(vm));
      case LIVE -> problems.addAll(check.failedOverLive(vm));
      case COMMITTED -> problems.addAll(check.committed(vm));
      case MIXED -> problems.add("nobody is meant to be in the middle");
    }
    if (place != Place.READY) {
      problems.addAll(notInjectedOnce(vm));
    }
    for (String query : OPEN_BOOKS) {
      String open = first(query, vm);
      if (!open.equals("0")) {
        problems.add(open + " rows of " + query);
      }
    }
    return problems;
  }

  /** The check looks at all machines, and others may be failed over. */
  private static boolean isAboutAnother(String problem, ProtectedContext vm) {
    return (problem.startsWith("VM ") && !problem.startsWith("VM " + vm.vmName()))
        || (problem.startsWith("root volume ") && !problem.contains("VM " + vm.vmName()));
  }

  /** The OS disk of a destination holds the traces of one complete injection. */
  private List<String> notInjectedOnce(ProtectedContext vm) {
    List<DiskWrite> writes =
        world.cloud().view().disk(vm.osVolumeId()).writes().stream()
            .filter(DiskWrite::byInjector)
            .toList();
    long complete = writes.stream().filter(DiskWrite::complete).count();
    long writers = writes.stream().map(DiskWrite::writer).distinct().count();
    return complete == 1 && writers == 1
        ? List.of()
        : List.of("the OS disk holds " + complete + " complete injections of " + writers);
  }

  /** Roots that were taken off a machine of ours and forgotten, whoever's they were. */
  List<String> orphans() {
    return world.world().simulator().endState().notAtRest(List.of()).stream()
        .filter(problem -> problem.startsWith("root volume "))
        .toList();
  }

  private String first(String sql, ProtectedContext vm) {
    try {
      return world
          .world()
          .site()
          .database()
          .first(row -> row.getString(1), sql, vm.contextId())
          .orElse("");
    } catch (SQLException e) {
      throw new IllegalStateException("ask the database \"" + sql + "\"", e);
    }
  }
}
