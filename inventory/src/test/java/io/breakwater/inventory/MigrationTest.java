package io.breakwater.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.inventory.context.Contexts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final String FAILOVER_STATUS =
      "SELECT column_type FROM information_schema.columns WHERE table_schema = DATABASE()"
          + " AND table_name = 'failover_jobs' AND column_name = 'status'";

  @Test
  void createsEverythingInAnEmptySchema() {
    try (Database database = TestDatabase.fresh()) {
      database.migrate();

      assertThat(tables(database.jdbi()))
          .contains("vm_replication_contexts", "failover_jobs", "job_steps", "device_mappings")
          .contains("breakwater_operations", "breakwater_leases", "breakwater_disks");
      TestVm vm = TestVm.in(database.jdbi(), "app01", "vc").withDisk("disk-2000");
      assertThat(new Contexts(database.jdbi()).find(vm.context())).isPresent();
    }
  }

  @Test
  void givesAnEmptySchemaTheSameOldTablesAsTheOldSystemHas() {
    try (Database own = TestDatabase.fresh();
        Database old = TestDatabase.freshOld()) {
      own.migrate();
      old.migrate();

      assertThat(columns(own.jdbi())).isEqualTo(columns(old.jdbi()));
      assertThat(foreignKeys(own.jdbi())).isEqualTo(foreignKeys(old.jdbi()));
    }
  }

  @Test
  void keepsTheRowsOfTheOldSystem() {
    try (Database database = TestDatabase.freshOld()) {
      TestVm vm = TestVm.in(database.jdbi(), "app01", "vc").withDisk("disk-2000");
      vm.execute(
          "INSERT INTO failover_jobs (job_id, vm_id, job_type, status, source_vm_name)"
              + " VALUES ('old-1', 'x', 'live', 'reverting', 'app01')");

      database.migrate();

      assertThat(vm.query(String.class, "SELECT status FROM failover_jobs")).isEqualTo("reverting");
      assertThat(vm.query(Integer.class, "SELECT COUNT(*) FROM vm_disks")).isEqualTo(1);
    }
  }

  @Test
  void addsTheCleanupLadderBehindValuesThatASiteAddedItself() {
    try (Database database = TestDatabase.freshOld()) {
      Jdbi jdbi = database.jdbi();
      String before = one(jdbi, FAILOVER_STATUS);
      String widened = before.replace(")", ",'executing')");
      jdbi.useHandle(
          h -> h.execute("ALTER TABLE failover_jobs MODIFY status " + widened + " NOT NULL"));

      database.migrate();

      assertThat(one(jdbi, FAILOVER_STATUS))
          .isEqualTo(
              widened.replace(
                  ")",
                  ",'cleaning_up','vm_shutdown_complete','snapshot_rollback_complete',"
                      + "'cleanup_completed')"));
    }
  }

  @Test
  void widensTheExternalJobIdAndLeavesAWiderOneAlone() {
    try (Database database = TestDatabase.freshOld();
        Database wide = TestDatabase.freshOld()) {
      wide.jdbi()
          .useHandle(
              h -> h.execute("ALTER TABLE job_tracking MODIFY external_job_id varchar(300)"));

      database.migrate();
      wide.migrate();

      assertThat(externalIdType(database)).isEqualTo("varchar(255)");
      assertThat(externalIdType(wide)).isEqualTo("varchar(300)");
    }
  }

  @Test
  void migratesOnceWhenTwoWorkersStartAtTheSameMoment() {
    try (Database database = TestDatabase.freshOld()) {
      CompletableFuture<Void> other = CompletableFuture.runAsync(database::migrate);
      database.migrate();
      other.join();
      database.migrate();

      assertThat(
              one(
                  database.jdbi(),
                  "SELECT COUNT(*) = COUNT(DISTINCT version) AND MIN(success)"
                      + " AND MAX(CAST(version AS INT)) = COUNT(*) FROM breakwater_schema_history"))
          .isEqualTo("1");
    }
  }

  private static String externalIdType(Database database) {
    return one(
        database.jdbi(),
        "SELECT column_type FROM information_schema.columns WHERE table_schema = DATABASE()"
            + " AND table_name = 'job_tracking' AND column_name = 'external_job_id'");
  }

  private static List<String> tables(Jdbi jdbi) {
    return all(
        jdbi, "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()");
  }

  private static List<String> columns(Jdbi jdbi) {
    return all(
        jdbi,
        "SELECT CONCAT_WS(' ', table_name, column_name, column_type, is_nullable, column_default)"
            + " FROM information_schema.columns WHERE table_schema = DATABASE() ORDER BY 1");
  }

  private static List<String> foreignKeys(Jdbi jdbi) {
    return all(
        jdbi,
        "SELECT CONCAT_WS(' ', table_name, column_name, referenced_table_name)"
            + " FROM information_schema.key_column_usage WHERE table_schema = DATABASE()"
            + " ORDER BY 1");
  }

  private static String one(Jdbi jdbi, String sql) {
    return all(jdbi, sql).get(0);
  }

  private static List<String> all(Jdbi jdbi, String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
