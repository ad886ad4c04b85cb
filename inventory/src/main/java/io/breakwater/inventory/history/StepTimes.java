package io.breakwater.inventory.history;

import io.breakwater.inventory.Transactions;
import io.breakwater.vm.ContextId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * How long steps took: the median of this VM's last runs of the same kind of step, else of all
 * VMs', else what CloudStack 4.22 was recorded to take. A kind is what stands before the slash of a
 * step's id.
 */
public final class StepTimes {
  private static final int NEWEST = 4_000;
  private static final int RUNS_OF_A_VM = 5;
  private static final int RUNS_OF_ALL = 25;
  private static final double UNKNOWN_SECONDS = 3;

  private static final String DURATIONS =
      "SELECT o.context_id, SUBSTRING_INDEX(s.step_id, '/', 1) AS kind,"
          + " TIMESTAMPDIFF(MICROSECOND, s.started_at, s.finished_at) / 1e6 AS seconds"
          + " FROM breakwater_steps s JOIN breakwater_operations o"
          + " ON o.operation_id = s.operation_id WHERE s.state = 'done'"
          + " AND s.started_at IS NOT NULL AND s.finished_at >= s.started_at"
          + " ORDER BY s.finished_at DESC LIMIT "
          + NEWEST;

  private static final Map<String, Double> RECORDED =
      Map.ofEntries(
          Map.entry("hold-replication", 0.2),
          Map.entry("flush-devices", 0.5),
          Map.entry("take-snapshot", 2.2),
          Map.entry("inject-drivers", 240.0),
          Map.entry("create-machine", 4.0),
          Map.entry("protect-machine", 0.5),
          Map.entry("detach-template-root", 2.0),
          Map.entry("delete-template-root", 1.0),
          Map.entry("detach-from-appliance", 3.5),
          Map.entry("attach-as-root", 2.0),
          Map.entry("attach-data", 2.5),
          Map.entry("start-machine", 4.0),
          Map.entry("check-machine", 1.0),
          Map.entry("check-guest", 30.0),
          Map.entry("record-failed-over", 0.3),
          Map.entry("stop-machine", 5.0),
          Map.entry("detach-from-machine", 3.0),
          Map.entry("revert-snapshot", 3.0),
          Map.entry("delete-snapshot", 1.0),
          Map.entry("attach-to-appliance", 4.0),
          Map.entry("destroy-machine", 8.0),
          Map.entry("record-ready", 0.3),
          Map.entry("power-off-source", 60.0),
          Map.entry("sync-source", 300.0),
          Map.entry("power-on-source", 30.0));

  private final Transactions transactions;

  public StepTimes(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** What is expected by what happened until now. */
  public Expected expected() {
    Map<String, List<Double>> ofVms = new HashMap<>();
    Map<String, List<Double>> ofAll = new HashMap<>();
    transactions.run(
        handle ->
            handle
                .createQuery(DURATIONS)
                .map(
                    (row, view) ->
                        new Run(
                            row.getString("context_id"),
                            row.getString("kind"),
                            row.getDouble("seconds")))
                .forEach(
                    run -> {
                      add(ofVms, run.context() + "/" + run.kind(), run.seconds(), RUNS_OF_A_VM);
                      add(ofAll, run.kind(), run.seconds(), RUNS_OF_ALL);
                    }));
    return new Expected(medians(ofVms), medians(ofAll));
  }

  private static void add(Map<String, List<Double>> to, String key, double seconds, int most) {
    List<Double> runs = to.computeIfAbsent(key, k -> new ArrayList<>());
    if (runs.size() < most) {
      runs.add(seconds);
    }
  }

  private static Map<String, Double> medians(Map<String, List<Double>> runs) {
    Map<String, Double> medians = new HashMap<>();
    runs.forEach(
        (key, seconds) -> {
          seconds.sort(null);
          medians.put(key, seconds.get(seconds.size() / 2));
        });
    return medians;
  }

  private record Run(String context, String kind, double seconds) {}

  /** How long steps may be expected to take. Immutable. */
  public static final class Expected {
    private final Map<String, Double> ofVms;
    private final Map<String, Double> ofAll;

    private Expected(Map<String, Double> ofVms, Map<String, Double> ofAll) {
      this.ofVms = Map.copyOf(ofVms);
      this.ofAll = Map.copyOf(ofAll);
    }

    /** Before anything ran. */
    public static Expected asRecorded() {
      return new Expected(Map.of(), Map.of());
    }

    /** Of a step on a VM; the context may be null. */
    public Duration of(ContextId context, String stepId) {
      int slash = stepId.indexOf('/');
      String kind = slash < 0 ? stepId : stepId.substring(0, slash);
      Double seconds = ofVms.get(context + "/" + kind);
      if (seconds == null) {
        seconds = ofAll.getOrDefault(kind, RECORDED.getOrDefault(kind, UNKNOWN_SECONDS));
      }
      return Duration.ofMillis(Math.round(seconds * 1000));
    }
  }
}
