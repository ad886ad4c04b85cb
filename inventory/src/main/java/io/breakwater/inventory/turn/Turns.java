package io.breakwater.inventory.turn;

import io.breakwater.inventory.Transactions;
import io.breakwater.vm.MachineId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Turns on appliances. A few are granted at a time; of those that wait, the operation that queued
 * first comes first, a level of priority counting as much as {@value #HOURS_PER_PRIORITY} h of
 * waiting, so that the urgent go first and nobody waits for ever. All disks of one VM go together.
 *
 * <p>Turns only order what is submitted; CloudStack itself runs one job of a VM at a time. So
 * nobody has to be sure that a turn is free: one whose worker was not heard of for a moment counts
 * as released, and one that waits without a worker at hand is passed over, and keeps its place. All
 * times are the database's. Thread-safe.
 */
public final class Turns {
  /** What a level of priority is worth. */
  public static final int HOURS_PER_PRIORITY = 1;

  private static final String LOCK =
      "INSERT INTO breakwater_turn_locks (appliance) VALUES (:appliance)"
          + " ON DUPLICATE KEY UPDATE appliance = VALUES(appliance)";

  private static final String KEY =
      " WHERE operation_id = :operation AND round = :round AND step_id = :step";

  private static final String PRESENT =
      " present_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND";

  private static final String RANK =
      "SELECT COALESCE((SELECT o.queued_at - INTERVAL o.priority * "
          + HOURS_PER_PRIORITY
          + " HOUR FROM breakwater_operations o WHERE o.operation_id = :operation),"
          + " UTC_TIMESTAMP(6) - INTERVAL 5 HOUR)";

  /** The assignments are made in this order, and each sees what those before it made. */
  private static final String ASK =
      "INSERT INTO breakwater_turns (operation_id, round, step_id, appliance, rank_at, asked_at,"
          + " waiting_since, present_until, due_at) VALUES (:operation, :round, :step, :appliance,"
          + " :rank, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6),"
          + " UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND,"
          + " UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND)"
          + " ON DUPLICATE KEY UPDATE"
          + " granted_at = IF(released_at IS NULL AND present_until > UTC_TIMESTAMP(6),"
          + " granted_at, NULL),"
          + " waited_micros = waited_micros + IF(granted_at IS NULL AND released_at IS NULL,"
          + " COALESCE(TIMESTAMPDIFF(MICROSECOND, waiting_since, UTC_TIMESTAMP(6)), 0), 0),"
          + " waiting_since = IF(granted_at IS NULL, UTC_TIMESTAMP(6), NULL),"
          + " released_at = NULL,"
          + " due_at = VALUES(due_at),"
          + PRESENT;

  private static final String GRANT =
      "UPDATE breakwater_turns SET granted_at = UTC_TIMESTAMP(6), waiting_since = NULL" + KEY;

  private static final String KEEP =
      "UPDATE breakwater_turns SET"
          + PRESENT
          + ", due_at = GREATEST(due_at, present_until)"
          + KEY
          + " AND released_at IS NULL";

  private static final String GO_AWAY =
      "UPDATE breakwater_turns SET present_until = UTC_TIMESTAMP(6),"
          + " due_at = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND"
          + KEY
          + " AND granted_at IS NULL";

  private static final String RELEASE_EARLIER_ROUNDS =
      "UPDATE breakwater_turns SET released_at = UTC_TIMESTAMP(6), waiting_since = NULL"
          + " WHERE operation_id = :operation AND round < :round AND released_at IS NULL";

  private static final String RELEASE =
      "UPDATE breakwater_turns SET released_at = UTC_TIMESTAMP(6), waiting_since = NULL"
          + KEY
          + " AND released_at IS NULL";

  /** Operations that were terminated leave rows behind. Read without locks, then dropped by key. */
  private static final String LEFT_BEHIND =
      "SELECT DISTINCT operation_id FROM breakwater_turns"
          + " WHERE due_at < UTC_TIMESTAMP(6) - INTERVAL 2 DAY LIMIT 20";

  /** Somebody comes back to it soon; a minute more, because workers are started again. */
  private static final String WAITS =
      " w.released_at IS NULL AND w.granted_at IS NULL"
          + " AND w.due_at > UTC_TIMESTAMP(6) - INTERVAL 1 MINUTE";

  private static final String COMES_FIRST =
      " (w.rank_at, w.operation_id, w.asked_at, w.round, w.step_id)"
          + " < (own.rank_at, own.operation_id, own.asked_at, own.round, own.step_id)";

  private static final String STANDING =
      "SELECT own.granted_at IS NOT NULL AND own.present_until > UTC_TIMESTAMP(6) AS granted,"
          + " own.granted_at IS NULL AS waits,"
          + " (SELECT COUNT(*) FROM breakwater_turns g WHERE g.appliance = own.appliance"
          + " AND g.released_at IS NULL AND g.granted_at IS NOT NULL"
          + " AND g.present_until > UTC_TIMESTAMP(6)) AS outstanding,"
          + " COUNT(w.step_id) AS ahead,"
          + " COALESCE(SUM(w.present_until > UTC_TIMESTAMP(6)), 0) AS present_ahead"
          + " FROM breakwater_turns own LEFT JOIN breakwater_turns w"
          + " ON w.appliance = own.appliance AND"
          + WAITS
          + " AND"
          + COMES_FIRST
          + " WHERE own.operation_id = :operation AND own.round = :round"
          + " AND own.step_id = :step AND own.released_at IS NULL"
          + " GROUP BY own.operation_id, own.round, own.step_id";

  private static final String PLACES =
      "SELECT own.round, own.step_id, 1 + (SELECT COUNT(*) FROM breakwater_turns w"
          + " WHERE w.appliance = own.appliance AND"
          + WAITS
          + " AND"
          + COMES_FIRST
          + ") AS number FROM breakwater_turns own"
          + " WHERE own.operation_id = :operation AND own.released_at IS NULL"
          + " AND own.granted_at IS NULL ORDER BY number";

  private final Transactions transactions;

  public Turns(Jdbi jdbi) {
    this.transactions = new Transactions(jdbi);
  }

  /**
   * Takes a place in the queue, or the one that an earlier attempt had, and the turn itself when it
   * is next. A turn that was granted before, and kept since, stays granted. What earlier rounds of
   * the operation left is over: a new round begins when their jobs have ended.
   *
   * @param limit how many turns may be granted at a time
   * @param alive how long the worker counts as alive, until it asks or keeps again
   */
  public Standing ask(Turn turn, MachineId appliance, int limit, Duration alive) {
    return transactions.in(
        handle -> {
          // One at a time on an appliance, so that two workers do not both take the last turn.
          handle.createUpdate(LOCK).bind("appliance", appliance.value()).execute();
          handle
              .createUpdate(RELEASE_EARLIER_ROUNDS)
              .bind("operation", turn.operation().value())
              .bind("round", turn.round())
              .execute();
          keyed(handle.createUpdate(ASK), turn)
              .bind("appliance", appliance.value())
              .bind("rank", rank(handle, turn))
              .bind("micros", micros(alive))
              .execute();
          Standing standing = standing(handle, turn).orElseThrow();
          if (standing.granted() || !standing.isNext(limit)) {
            return standing;
          }
          keyed(handle.createUpdate(GRANT), turn).execute();
          return new Standing(true, false, standing.outstanding() + 1, 0, 0);
        });
  }

  /** Looks, without holding up others, whether the turn is next, and takes it then. */
  public boolean tryGrant(Turn turn, MachineId appliance, int limit, Duration alive) {
    Optional<Standing> standing = standing(turn);
    boolean worthAsking = standing.map(s -> s.isNext(limit)).orElse(true);
    return standing.filter(Standing::granted).isPresent()
        || (worthAsking && ask(turn, appliance, limit, alive).granted());
  }

  /** Says that whoever has these turns, or waits for them, is alive. */
  public void keep(Collection<Turn> turns, Duration alive) {
    if (turns.isEmpty()) {
      return;
    }
    transactions.run(
        handle -> {
          PreparedBatch batch = handle.prepareBatch(KEEP);
          turns.forEach(turn -> keyed(batch, turn).bind("micros", micros(alive)).add());
          batch.execute();
        });
  }

  /**
   * Keeps a turn whose job is under way, even when it ran out.
   *
   * @return whether it was granted, and not given back since
   */
  public boolean keepGranted(Turn turn, Duration alive) {
    return transactions.in(
            handle ->
                keyed(handle.createUpdate(KEEP + " AND granted_at IS NOT NULL"), turn)
                    .bind("micros", micros(alive))
                    .execute())
        > 0;
  }

  /** Leaves the place in the queue to come back to it; those behind may go first meanwhile. */
  public void goAway(Turn turn, Duration backIn) {
    transactions.run(
        handle ->
            keyed(handle.createUpdate(GO_AWAY), turn).bind("micros", micros(backIn)).execute());
  }

  /** Gives the turn or the place back; nothing happens when there is none. */
  public void release(Turn turn) {
    transactions.run(handle -> keyed(handle.createUpdate(RELEASE), turn).execute());
  }

  /** Drops every turn of an operation that ended, and of those that ended without a word. */
  public void forget(OperationId operation) {
    transactions.run(
        handle -> {
          drop(handle, operation.value());
          handle
              .createQuery(LEFT_BEHIND)
              .mapTo(String.class)
              .list()
              .forEach(other -> drop(handle, other));
        });
  }

  private static void drop(Handle handle, String operation) {
    handle
        .createUpdate("DELETE FROM breakwater_turns WHERE operation_id = :operation")
        .bind("operation", operation)
        .execute();
  }

  /** Where it stands; empty when it was not asked for or was given back. */
  public Optional<Standing> standing(Turn turn) {
    return transactions.in(handle -> standing(handle, turn));
  }

  /** The steps of an operation that wait, the next one first. */
  public List<Place> places(OperationId operation) {
    return transactions.in(
        handle ->
            handle
                .createQuery(PLACES)
                .bind("operation", operation.value())
                .map(
                    (row, view) ->
                        new Place(
                            operation,
                            row.getInt("round"),
                            row.getString("step_id"),
                            row.getInt("number")))
                .list());
  }

  /**
   * How long all attempts of the step together have waited for their turn, up to when one asked
   * last: who cannot ask, because of an outage, does not wait for the turn.
   */
  public Duration waited(Turn turn) {
    return transactions.in(
        handle ->
            keyed(handle.createQuery("SELECT waited_micros FROM breakwater_turns" + KEY), turn)
                .mapTo(Long.class)
                .findOne()
                .map(micros -> Duration.ofNanos(micros * 1000))
                .orElse(Duration.ZERO));
  }

  private static String rank(Handle handle, Turn turn) {
    return handle
        .createQuery(RANK)
        .bind("operation", turn.operation().value())
        .mapTo(String.class)
        .one();
  }

  private static Optional<Standing> standing(Handle handle, Turn turn) {
    return keyed(handle.createQuery(STANDING), turn)
        .map(
            (row, view) ->
                new Standing(
                    row.getBoolean("granted"),
                    row.getBoolean("waits"),
                    row.getInt("outstanding"),
                    row.getInt("ahead"),
                    row.getInt("present_ahead")))
        .findOne();
  }

  private static <S extends SqlStatement<S>> S keyed(S statement, Turn turn) {
    return statement
        .bind("operation", turn.operation().value())
        .bind("round", turn.round())
        .bind("step", turn.step());
  }

  private static long micros(Duration ttl) {
    return ttl.toNanos() / 1000;
  }
}
