package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.inventory.Database;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.request.RequestLog;
import io.breakwater.inventory.retention.Retention;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.site.OldSchema;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PurgeTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private final EmbeddedDatabase server = EmbeddedDatabase.shared();
  private final String schema = server.freshSchema();
  private final Database database =
      Database.open(
          new DatabaseConfig(server.jdbcUrl(schema), server.user(), server.password(), 2));

  @BeforeEach
  void migrate() {
    OldSchema.install(server.jdbcUrl(schema), server.user(), server.password());
    database.migrate();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void deletesOnlyWhatWasKeptLongEnough() {
    request("old", NOW.minus(Duration.ofDays(31)));
    request("new", NOW.minus(Duration.ofDays(29)));

    purge(Optional.of(Duration.ofDays(30))).run();

    assertThat(requests()).isEqualTo("new");
  }

  @Test
  void keepsEverythingUnlessItIsTold() {
    request("old", Instant.EPOCH.plusSeconds(86_400));

    purge(Optional.empty()).run();

    assertThat(requests()).isEqualTo("old");
  }

  @Test
  void isNeverToldToDeleteTheLastDay() {
    assertThatThrownBy(
            () ->
                Configuration.read(
                    Optional.empty(), Map.of("BREAKWATER_RETENTION_REQUESTS", "PT23H")))
        .hasMessageContaining("must be a duration of at least a day, such as P365D");
  }

  private Purge purge(Optional<Duration> requests) {
    return new Purge(
        new Retention(database.jdbi()),
        new PurgeConfig(requests, Optional.empty()),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private void request(String id, Instant at) {
    new RequestLog(database.jdbi())
        .received(
            new RequestLog.Entry(at, id, "anna", "admin", "192.0.2.7", "POST", "/api/v2/session"));
  }

  private String requests() {
    return database
        .jdbi()
        .withHandle(
            handle ->
                String.join(
                    " ",
                    handle
                        .createQuery("SELECT request_id FROM breakwater_requests ORDER BY id")
                        .mapTo(String.class)
                        .list()));
  }
}
