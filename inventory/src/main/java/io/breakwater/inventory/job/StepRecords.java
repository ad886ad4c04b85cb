package io.breakwater.inventory.job;

import io.breakwater.inventory.Columns;
import io.breakwater.inventory.Json;
import io.breakwater.operation.StepFailure;
import io.breakwater.plan.Lanes;
import io.breakwater.plan.PlanOutcome.Plan;
import io.breakwater.plan.PlannedStep;
import io.breakwater.plan.StepName;
import io.breakwater.step.OperationRef;
import io.breakwater.step.StepCall;
import io.breakwater.step.StepResult;
import io.breakwater.vm.OperationId;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** {@code breakwater_steps}, one row per planned step of every round. */
final class StepRecords {
  private static final int DETAIL_LENGTH = 8_000;

  private static final String OF_STEP =
      " WHERE operation_id = :operation AND round = :round AND step_id = :step";

  private static final String HAS_BEGUN =
      "SELECT EXISTS (SELECT 1 FROM breakwater_steps WHERE operation_id = :operation"
          + " AND round = :round AND state <> 'pending')";

  private static final String DROP_PLAN =
      "DELETE FROM breakwater_steps WHERE operation_id = :operation AND round = :round";

  private static final String CLOSE =
      "UPDATE breakwater_steps SET state = 'skipped', finished_at = UTC_TIMESTAMP(6)"
          + " WHERE operation_id = :operation AND round < :round"
          + " AND state IN ('pending', 'running')";

  private static final String LAST_JOB_SEQ =
      "SELECT COALESCE(MAX(job_seq), 0) FROM breakwater_steps"
          + " WHERE operation_id = :operation AND round < :round";

  private static final String ADD =
      "INSERT INTO breakwater_steps"
          + " (operation_id, round, step_id, seq, job_seq, name, title, state, needs, lane)"
          + " VALUES (:operation, :round, :step, :seq, :jobSeq, :name, :title, 'pending', :needs,"
          + " :lane)";

  private static final String ADD_UNPLANNED =
      "INSERT IGNORE INTO breakwater_steps"
          + " (operation_id, round, step_id, seq, job_seq, name, title, state)"
          + " SELECT :operation, :round, :step, COALESCE(MAX(IF(round = :round, seq, 0)), 0) + 1,"
          + " COALESCE(MAX(IF(round = :round AND name = :name, job_seq, NULL)),"
          + " COALESCE(MAX(job_seq), 0) + 1), :name, :title, 'pending'"
          + " FROM breakwater_steps WHERE operation_id = :operation";

  private static final String START =
      "UPDATE breakwater_steps SET state = 'running', attempt = GREATEST(attempt, :attempt),"
          + " started_at = COALESCE(started_at, UTC_TIMESTAMP(6))"
          + OF_STEP
          + " AND state IN ('pending', 'running')";

  private static final String END =
      "UPDATE breakwater_steps SET state = :state, detail = :detail,"
          + " started_at = COALESCE(started_at, UTC_TIMESTAMP(6)), finished_at = UTC_TIMESTAMP(6)"
          + OF_STEP
          + " AND state <> :state";

  private static final String NOTE =
      "UPDATE breakwater_steps SET detail = :detail, attempt = GREATEST(attempt, :attempt)"
          + OF_STEP
          + " AND state = 'running'";

  private StepRecords() {}

  /** Whether the plan was written; one whose steps have begun is the one that runs. */
  static boolean replacePlan(Handle handle, OperationRef operation, Plan plan) {
    if (of(handle.createQuery(HAS_BEGUN), operation).mapTo(Boolean.class).one()) {
      return false;
    }
    of(handle.createUpdate(DROP_PLAN), operation).execute();
    of(handle.createUpdate(CLOSE), operation).execute();
    int last = of(handle.createQuery(LAST_JOB_SEQ), operation).mapTo(Integer.class).one();
    JobSteps.closeUpTo(handle, operation.id(), last);
    if (!plan.steps().isEmpty()) {
      add(handle, operation, plan, last);
    }
    return true;
  }

  static void started(Handle handle, StepCall call, int attempt) {
    addUnplanned(handle, call);
    int started = of(handle.createUpdate(START), call).bind("attempt", attempt).execute();
    if (started > 0) {
      refresh(handle, call.operation(), call.step().id());
    }
  }

  static void done(Handle handle, StepCall call, StepResult result) {
    addUnplanned(handle, call);
    of(handle.createUpdate(END), call)
        .bind("state", "done")
        .bind("detail", Columns.fit(result.detail(), DETAIL_LENGTH))
        .execute();
    refresh(handle, call.operation(), call.step().id());
  }

  static void attemptFailed(Handle handle, StepCall call, int attempt, String message) {
    noted(handle, call, attempt, "attempt " + attempt + ": " + message);
  }

  /** Says what a running step is doing. */
  static void noted(Handle handle, StepCall call, int attempt, String detail) {
    of(handle.createUpdate(NOTE), call)
        .bind("attempt", attempt)
        .bind("detail", Columns.fit(detail, DETAIL_LENGTH))
        .execute();
  }

  /** A step that ended well stays done: its failure can only be a lost answer. */
  static void failed(Handle handle, OperationRef operation, StepFailure failure) {
    OperationRef round = inRound(operation, failure.round());
    of(handle.createUpdate(END + " AND state <> 'done'"), round)
        .bind("step", failure.stepId())
        .bind("state", "failed")
        .bind("detail", Columns.fit(failure.type() + ": " + failure.message(), DETAIL_LENGTH))
        .execute();
    refresh(handle, round, failure.stepId());
  }

  static void closeOpen(Handle handle, OperationId operation) {
    handle
        .createUpdate(CLOSE)
        .bind("operation", operation.value())
        .bind("round", Integer.MAX_VALUE)
        .execute();
    JobSteps.closeUpTo(handle, operation, Integer.MAX_VALUE);
  }

  private static void add(Handle handle, OperationRef operation, Plan plan, int last) {
    Map<StepName, Integer> jobSeqs = new EnumMap<>(StepName.class);
    PreparedBatch batch = handle.prepareBatch(ADD);
    int seq = 0;
    for (PlannedStep step : plan.steps()) {
      jobSeqs.putIfAbsent(step.name(), last + jobSeqs.size() + 1);
      batch
          .bind("operation", operation.id().value())
          .bind("round", operation.round())
          .bind("step", step.id())
          .bind("seq", ++seq)
          .bind("jobSeq", jobSeqs.get(step.name()))
          .bind("name", step.name().wire())
          .bind("title", step.title())
          .bind("needs", Json.write(step.needs()))
          .bind("lane", Lanes.of(step.action()))
          .add();
    }
    batch.execute();
  }

  private static void addUnplanned(Handle handle, StepCall call) {
    of(handle.createUpdate(ADD_UNPLANNED), call)
        .bind("name", call.step().name().wire())
        .bind("title", call.step().title())
        .execute();
  }

  private static void refresh(Handle handle, OperationRef operation, String step) {
    Optional<Integer> jobSeq =
        of(handle.createQuery("SELECT job_seq FROM breakwater_steps" + OF_STEP), operation)
            .bind("step", step)
            .mapTo(Integer.class)
            .findOne();
    jobSeq.ifPresent(seq -> JobSteps.refresh(handle, operation, seq));
  }

  private static OperationRef inRound(OperationRef operation, int round) {
    return new OperationRef(
        operation.id(), operation.context(), operation.vmName(), operation.fencing(), round);
  }

  private static Update of(Update update, StepCall call) {
    return of(update, call.operation()).bind("step", call.step().id());
  }

  private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S of(
      S statement, OperationRef operation) {
    return statement.bind("operation", operation.id().value()).bind("round", operation.round());
  }
}
