package io.breakwater.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.activities.cloudstack.CloudStackConnections;
import io.breakwater.activities.cloudstack.CloudStackException;
import io.breakwater.activities.cloudstack.CloudStackTimings;
import io.breakwater.inventory.Database;
import io.breakwater.inventory.DatabaseConfig;
import io.breakwater.inventory.Inventory;
import io.breakwater.simulator.Simulator;
import io.breakwater.simulator.embedded.EmbeddedDatabase;
import io.breakwater.simulator.site.Site;
import io.breakwater.simulator.site.SiteOptions;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys are changed in {@code ossea_configs} while a worker runs. */
class ChangedKeysTest {
  @TempDir private Path directory;

  private final EmbeddedDatabase server = EmbeddedDatabase.shared();
  private final String schema = server.freshSchema();
  private final Simulator simulator = Simulator.started(0.01);
  private final Database database =
      Database.open(
          new DatabaseConfig(server.jdbcUrl(schema), server.user(), server.password(), 2));
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

  @AfterEach
  void stop() {
    threads.shutdownNow();
    database.close();
    simulator.close();
  }

  @Test
  void countFromTheNextCallOn() {
    try (Site site = openSite();
        CloudStackConnections connections =
            CloudStackConnections.of(
                Inventory.over(database.jdbi()).sites()::active,
                CloudStackTimings.defaults(),
                threads,
                threads)) {
      assertThat(site.applianceVmId()).isNotEmpty();
      assertThat(connections.cloud().zones()).isNotEmpty();

      setSecretKey("CONCAT(secret_key, '-old')");
      assertThatThrownBy(() -> connections.cloud().zones())
          .isInstanceOf(CloudStackException.class)
          .hasMessageContaining("401");

      setSecretKey("REPLACE(secret_key, '-old', '')");
      assertThat(connections.cloud().zones()).isNotEmpty();
    }
  }

  private Site openSite() {
    return Site.open(
        simulator.cloud(),
        SiteOptions.of(
            server.jdbcUrl(schema),
            server.user(),
            server.password(),
            directory,
            simulator.controlUrl(),
            0.01));
  }

  private void setSecretKey(String expression) {
    database
        .jdbi()
        .useHandle(h -> h.execute("UPDATE ossea_configs SET secret_key = " + expression));
  }
}
