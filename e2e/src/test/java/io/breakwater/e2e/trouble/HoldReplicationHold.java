package io.breakwater.e2e.trouble;

import io.breakwater.simulator.site.ProtectedContext;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps the row in which the step remembers the OS disk, for which it has to wait then. Nothing
 * else writes that row before the step, be it of an operation or of the old system.
 */
final class HoldReplicationHold implements StepHold {
  private static final String KEEP =
      "INSERT INTO breakwater_disks (volume_id, context_id, disk_id, since)"
          + " VALUES (?, ?, 'kept', UTC_TIMESTAMP(6)) ON DUPLICATE KEY UPDATE since = since";
  private static final String WAITING =
      "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_state = 'LOCK WAIT'"
          + " AND trx_query LIKE '%breakwater_disks%'";

  private final TroubleWorld world;
  private final Connection kept;

  HoldReplicationHold(TroubleWorld world, ProtectedContext vm) {
    this.world = world;
    try {
      this.kept = connect();
      kept.setAutoCommit(false);
      try (PreparedStatement statement = kept.prepareStatement(KEEP)) {
        statement.setString(1, vm.osVolumeId());
        statement.setString(2, vm.contextId());
        statement.executeUpdate();
      }
    } catch (SQLException e) {
      throw new AssertionError("keep the row of " + vm.osVolumeId(), e);
    }
  }

  @Override
  public boolean hasCaught(Run run) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(WAITING)) {
      return rows.next() && rows.getInt(1) > 0;
    } catch (SQLException e) {
      throw new AssertionError("look who waits", e);
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
    try {
      if (!kept.isClosed()) {
        kept.rollback();
        kept.close();
      }
    } catch (SQLException e) {
      throw new AssertionError("let the row go", e);
    }
  }
}
