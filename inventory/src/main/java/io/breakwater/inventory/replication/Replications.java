package io.breakwater.inventory.replication;

import static io.breakwater.inventory.Comparison.same;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Transactions;
import io.breakwater.observation.Baseline;
import io.breakwater.observation.ReplicationView;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.DiskId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@code replication_jobs} and {@code cbt_history}, read only. Thread-safe. */
public final class Replications {
  /** Jobs of before contexts existed carry the VMware id only. */
  private static final String OF_CONTEXT =
      "(j.vm_context_id = c.context_id"
          + " OR (j.vm_context_id IS NULL AND "
          + same("j.source_vm_id", "c.vmware_vm_id")
          + "))";

  private static final String JOBS =
      "SELECT j.id, j.status FROM vm_replication_contexts c JOIN replication_jobs j ON "
          + OF_CONTEXT
          + " WHERE c.context_id = :context ORDER BY j.created_at DESC, j.id DESC";

  /** A job whose end is not recorded counts from its creation: rather too old than too new. */
  private static final String COMPLETED =
      "SELECT MAX(COALESCE(j.completed_at, j.created_at)) AS at FROM vm_replication_contexts c"
          + " JOIN replication_jobs j ON "
          + OF_CONTEXT
          + " WHERE c.context_id = :context AND LOWER(j.status) = 'completed'";

  private static final String CURRENT_JOB =
      "SELECT c.current_job_id AS id, j.status FROM vm_replication_contexts c"
          + " LEFT JOIN replication_jobs j ON j.id = c.current_job_id"
          + " WHERE c.context_id = :context AND c.current_job_id <> ''";

  private static final String CHANGE_TRACKING =
      "SELECT h.job_id, h.disk_id, h.sync_success AND h.change_id <> '' AS good"
          + " FROM cbt_history h"
          + " WHERE h.vm_context_id = :context OR (h.vm_context_id IS NULL AND h.job_id IN"
          + " (SELECT j.id FROM vm_replication_contexts c JOIN replication_jobs j ON "
          + OF_CONTEXT
          + " WHERE c.context_id = :context)) ORDER BY h.created_at DESC, h.id DESC";

  private static final String CHANGE_IDS =
      "SELECT disk_id, disk_change_id FROM vm_disks WHERE vm_context_id = :context";

  private final Transactions transactions;

  public Replications(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /** Whether the source of the VM's disks is quiet, and whether the replica is whole. */
  public ReplicationView of(ContextId context) {
    return transactions.in(
        handle -> {
          Map<String, String> jobs = jobs(handle, context);
          return new ReplicationView(
              activeJob(handle, context).orElse(null),
              jobs.containsValue("completed"),
              lastSyncSucceeded(handle, context),
              null,
              brokenOff(jobs));
        });
  }

  /** The newest job, where it came to another end than the one it was started for. */
  private static String brokenOff(Map<String, String> jobs) {
    return jobs.entrySet().stream()
        .limit(1)
        .filter(job -> ReplicationJob.ENDED.contains(job.getValue()))
        .filter(job -> !job.getValue().equals("completed"))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(null);
  }

  /**
   * A replication job of the VM that has not ended, or {@code current_job_id} unless that job has
   * ended. A status we do not know counts as not ended.
   */
  public Optional<String> activeJob(ContextId context) {
    return transactions.in(handle -> activeJob(handle, context));
  }

  /** Like {@link #activeJob(ContextId)} within a transaction of the caller. */
  public static Optional<String> activeJob(Handle handle, ContextId context) {
    for (String sql : new String[] {CURRENT_JOB, JOBS}) {
      Optional<String> active =
          select(handle, context, sql).entrySet().stream()
              .filter(job -> !ReplicationJob.ENDED.contains(job.getValue()))
              .map(Map.Entry::getKey)
              .findFirst();
      if (active.isPresent()) {
        return active;
      }
    }
    return Optional.empty();
  }

  /** When a replication of the VM completed last; empty when none did, or none says when. */
  public Optional<Instant> lastCompleted(ContextId context) {
    return transactions.in(
        handle ->
            handle
                .createQuery(COMPLETED)
                .bind("context", context.value())
                .map((row, view) -> Optional.ofNullable(Columns.instant(row, "at")))
                .one());
  }

  /** The newest replication job of the VM. */
  public Optional<String> newestJob(ContextId context) {
    return transactions.in(handle -> newestJob(handle, context));
  }

  /** What the replica of every disk holds now. */
  public Map<DiskId, Baseline> baselines(ContextId context) {
    return transactions.in(
        handle -> {
          String job = newestJob(handle, context).orElse("");
          Map<DiskId, Baseline> baselines = new HashMap<>();
          handle
              .createQuery(CHANGE_IDS)
              .bind("context", context.value())
              .map((row, view) -> Map.entry(row.getString(1), orEmpty(row.getString(2))))
              .forEach(
                  disk ->
                      baselines.put(new DiskId(disk.getKey()), new Baseline(disk.getValue(), job)));
          return baselines;
        });
  }

  /** What the replica of the disk holds now; an empty baseline when the disk is unknown. */
  public Baseline baseline(ContextId context, DiskId disk) {
    return baselines(context).getOrDefault(disk, new Baseline("", ""));
  }

  /** Like {@link #newestJob(ContextId)} within a transaction of the caller. */
  public static Optional<String> newestJob(Handle handle, ContextId context) {
    return jobs(handle, context).keySet().stream().findFirst();
  }

  private static Map<String, String> jobs(Handle handle, ContextId context) {
    return select(handle, context, JOBS);
  }

  /** Job id → status, newest first. */
  private static Map<String, String> select(Handle handle, ContextId context, String sql) {
    Map<String, String> jobs = new LinkedHashMap<>();
    handle
        .createQuery(sql)
        .bind("context", context.value())
        .map(
            (row, view) ->
                Map.entry(
                    row.getString("id"),
                    orEmpty(Columns.text(row, "status")).toLowerCase(Locale.ROOT)))
        .forEach(job -> jobs.putIfAbsent(job.getKey(), job.getValue()));
    return jobs;
  }

  /**
   * The newest job's newest record of every disk has to be good: one disk of three is not enough.
   */
  private static boolean lastSyncSucceeded(Handle handle, ContextId context) {
    Set<String> seen = new HashSet<>();
    String newest = null;
    for (Sync sync :
        handle
            .createQuery(CHANGE_TRACKING)
            .bind("context", context.value())
            .map(
                (row, view) ->
                    new Sync(row.getString("job_id"), row.getString("disk_id"), row.getBoolean(3)))
            .list()) {
      newest = newest == null ? sync.job() : newest;
      if (newest.equals(sync.job()) && seen.add(sync.disk()) && !sync.good()) {
        return false;
      }
    }
    return newest != null;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private record Sync(String job, String disk, boolean good) {}
}
