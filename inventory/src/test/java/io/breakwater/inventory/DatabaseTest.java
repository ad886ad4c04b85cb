package io.breakwater.inventory;

import static java.util.concurrent.CompletableFuture.runAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.breakwater.inventory.lease.Leases;
import io.breakwater.simulator.embedded.DatabaseOptions;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.step.OperationRef;
import io.breakwater.vm.ContextId;
import io.breakwater.vm.OperationId;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  private static final Duration TTL = Duration.ofMinutes(1);

  @Test
  void failsClearlyWhileTheDatabaseIsAwayAndGoesOnAfterwards() {
    try (EmbeddedDatabase server = EmbeddedDatabase.start(DatabaseOptions.temporary());
        Database database = open(server)) {
      database.migrate();
      OperationRef operation = held(database);

      server.kill();
      assertThatThrownBy(() -> new Leases(database.jdbi()).confirm(operation, TTL))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageNotContaining(server.password());
      assertThat(database.isReachable()).isFalse();

      server.restart();
      await().atMost(Duration.ofSeconds(30)).until(database::isReachable);
      new Leases(database.jdbi()).confirm(operation, TTL);
    }
  }

  @Test
  void saysThatAConnectionBrokeInTheMiddleOfATransaction() {
    try (Database database = TestDatabase.fresh()) {
      assertThatThrownBy(
              () ->
                  new Transactions(database.jdbi())
                      .run(
                          handle -> {
                            handle.execute("KILL CONNECTION_ID()");
                            handle.execute("SELECT 1");
                          }))
          .isInstanceOf(DatabaseUnavailable.class);
    }
  }

  @Test
  void takesLocksFromAProcessThatStandsStillInTheMiddleOfATransaction() {
    try (Database database = TestDatabase.fresh()) {
      database.migrate();
      OperationRef operation = held(database);
      Leases leases = new Leases(database.jdbi());

      assertThatThrownBy(
              () ->
                  new Transactions(database.jdbi())
                      .run(
                          stalled -> {
                            stalled.execute("UPDATE breakwater_leases SET fencing = fencing + 9");
                            runAsync(() -> leases.confirm(operation, TTL)).join();
                            stalled.execute("SELECT 1");
                          }))
          .isInstanceOf(DatabaseUnavailable.class);

      leases.confirm(operation, TTL);
    }
  }

  @Test
  void opensBeforeTheDatabaseIsThereAndNamesItInTheFailure() {
    DatabaseConfig nowhere = new DatabaseConfig("jdbc:mysql://127.0.0.1:1/none", "u", "pw-1", 1);
    try (Database database = Database.open(nowhere)) {
      assertThat(database.isReachable()).isFalse();
      assertThatThrownBy(database::migrate)
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("127.0.0.1:1/none")
          .hasMessageNotContaining("pw-1");
    }
  }

  @Test
  void keepsTimesInUtcWhateverTheZoneOfTheSessionIs() {
    try (Database database = TestDatabase.fresh()) {
      Instant now = Instant.parse("2026-07-01T12:00:00Z");
      Instant read =
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .select("SELECT CAST(? AS DATETIME) AS t", now)
                          .map((row, view) -> Columns.instant(row, "t"))
                          .one());

      assertThat(read).isEqualTo(now);
    }
  }

  @Test
  void showsNeitherPasswordNorUrlParameters() {
    DatabaseConfig config = new DatabaseConfig("jdbc:mysql://h/db?password=pw-2", "u", "pw-1", 1);

    assertThat(config.toString()).contains("jdbc:mysql://h/db").doesNotContain("pw-");
  }

  private static OperationRef held(Database database) {
    ContextId context = new ContextId("ctx-1");
    OperationId operation = new OperationId("op-1");
    long number = new Leases(database.jdbi()).acquire(context, operation, "site", TTL);
    return new OperationRef(operation, context, "vm", number, 1);
  }

  private static Database open(EmbeddedDatabase server) {
    server.createSchema("restarts");
    return Database.open(
        new DatabaseConfig(server.jdbcUrl("restarts"), server.user(), server.password(), 2));
  }
}
