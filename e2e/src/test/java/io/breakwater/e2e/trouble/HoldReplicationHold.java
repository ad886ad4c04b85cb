package io.breakwater.e2e.trouble;

import io.breakwater.simulator.site.ProtectedContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Locks the context's row, for which the step has to wait then. Beginning an operation needs the
 * row as well, so it is locked while the operation observes.
 */
final class HoldReplicationHold implements StepHold {
  private static final String LOCK =
      "SELECT context_id FROM vm_replication_contexts WHERE context_id = ? FOR UPDATE";
  private static final String WAITING =
      "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'"
          + " AND trx_query LIKE '%vm_replication_contexts%'";

  private final TroubleWorld world;
  private final ProtectedContext vm;
  private final StepHold observation;
  private Connection lock;

  HoldReplicationHold(TroubleWorld world, ProtectedContext vm, StepHold observation) {
    this.world = world;
    this.vm = vm;
    this.observation = observation;
  }

  @Override
  public boolean hasCaught(Run run) {
    try {
      if (lock == null && observation.hasCaught(run)) {
        lock = connect();
        lock.setAutoCommit(false);
        try (PreparedStatement statement = lock.prepareStatement(LOCK)) {
          statement.setString(1, vm.contextId());
          statement.executeQuery().close();
        }
        observation.release();
      }
      return lock != null && somebodyWaits();
    } catch (SQLException e) {
      throw new AssertionError("lock the row of " + vm.contextId(), e);
    }
  }

  private boolean somebodyWaits() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WAITING)) {
      return rows.next() && rows.getInt(1) > 0;
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        world.world().jdbcUrl(),
        world.world().database().user(),
        world.world().database().password());
  }

  @Override
  public void release() {
    observation.release();
    try {
      if (lock != null && !lock.isClosed()) {
        lock.rollback();
        lock.close();
      }
    } catch (SQLException e) {
      throw new AssertionError("unlock the row of " + vm.contextId(), e);
    }
  }
}
